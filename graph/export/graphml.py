"""GraphML, for Gephi, yEd, Cytoscape and networkx: one directed graph with typed attributes.

A list becomes one text with `; ` between its items, because GraphML knows no lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import networkx as nx

from ansvar.graph.characters import harmless
from ansvar.graph.export.options import ExportOptions, Files, sorted_edges, sorted_nodes

if TYPE_CHECKING:
    from ansvar.graph.content import Content

_FORBIDDEN = re.compile("[\ufffe\uffff]")  # by XML; it forbids some of what harms too


def as_graphml(content: Content, asked: ExportOptions) -> Files:
    """Write all nodes and edges; `label` is what Gephi shows, `kind` and `type` are good for colours."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in sorted_nodes(content):
        told = {"label": asked.name(node), "kind": node.label}
        graph.add_node(_plain(node.key), **_attributes(told, node.props))
    for number, edge in enumerate(sorted_edges(content.edges), 1):
        told = _attributes({"label": edge.type, "type": edge.type}, edge.props) | {"derived": edge.derived}
        graph.add_edge(_plain(edge.giver), _plain(edge.receiver), key=f"e{number}", **told)
    lines = nx.generate_graphml(graph, named_key_ids=True)
    return {"graph.graphml": ("<?xml version='1.0' encoding='utf-8'?>\n" + "\n".join(lines) + "\n").encode()}


def _attributes(told: dict[str, Any], props: dict[str, Any]) -> dict[str, Any]:
    return {name: _plain(value) for name, value in (*told.items(), *sorted(props.items()))}


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        value = "; ".join(map(str, value))
    return _FORBIDDEN.sub("\ufffd", harmless(value)) if isinstance(value, str) else value
