"""The project's own JSON form `ansvar.export/1`: every node and every edge with all its properties.

Nothing is left out and nothing is reworded; two graphs with the same fingerprint give the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.characters import json_text
from ansvar.graph.export.options import ExportOptions, Files, sorted_edges, sorted_nodes
from ansvar.graph.schema.model import node_kinds

if TYPE_CHECKING:
    from ansvar.graph.content import Content

FORMAT = "ansvar.export/1"


def as_json(content: Content, _: ExportOptions) -> Files:
    """Write nodes by key, and edges by type, ends and beginning."""
    kinds = node_kinds()
    whole = {
        "format": FORMAT,
        "graph": {"fingerprint": content.fingerprint()},
        "nodes": [
            {"key": node.key, "labels": list(kinds[node.label].labels), "properties": _sorted(node.props)}
            for node in sorted_nodes(content)
        ],
        "edges": [
            {"type": edge.type, "from": edge.giver, "to": edge.receiver}
            | {"derived": edge.derived, "properties": _sorted(edge.props)}
            for edge in sorted_edges(content.edges)
        ],
    }
    return {"graph.json": (json_text(whole, indent=1) + "\n").encode()}


def _sorted(props: dict[str, object]) -> dict[str, object]:
    return dict(sorted(props.items()))
