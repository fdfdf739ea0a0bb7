"""A Cypher script that makes the same graph in an empty database: constraints, nodes, edges.

The statements are those that the schema generates for loading, with their rows written out.  Each ends with
`;` at the end of a line, and no line ends so otherwise: line breaks in texts are escaped.
"""

from __future__ import annotations

import json
import math
from itertools import groupby, islice
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import has_signs
from ansvar.graph.derive.totals import totals_of
from ansvar.graph.export.options import ExportOptions, Files, sorted_edges, sorted_nodes
from ansvar.graph.journal.book import Head
from ansvar.graph.schema.statements import constraints, create_edges, create_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ansvar.graph.content import Content, Edge

_ROWS = 50
_label = attrgetter("label")
_NOW = "toString(datetime())"
_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def as_cypher(content: Content, _: ExportOptions) -> Files:
    """Write the script; the database must be empty, and it holds the same fingerprint afterwards."""
    lines = [
        f"// A graph with fingerprint {content.fingerprint()}",
        "// For an empty Neo4j (cypher-shell -f FILE) or another database that speaks Cypher.",
        *(f"{statement.text};" for statement in constraints()),
    ]
    for label, nodes in groupby(sorted(sorted_nodes(content), key=_label), key=_label):
        lines += _filled(create_nodes(label).text, (literal({"props": node.props}) for node in nodes))
    for edge_type, edges in groupby(sorted_edges(content.edges), key=attrgetter("type")):
        rows = (f"{{{_ends(edge)}, props: {literal(edge.props)}}}" for edge in edges)
        lines += _filled(create_edges(edge_type).text, rows)
    lines += _filled(create_nodes("GraphState").text, [_state(content)])
    return {"graph.cypher": ("\n".join(lines) + "\n").encode()}


def _ends(edge: Edge) -> str:
    return f"giver: {literal(edge.giver)}, receiver: {literal(edge.receiver)}"


def _state(content: Content) -> str:
    """Write down what a load would have, so that the program takes the graph for one of its own."""
    told = totals_of(edge for edge in content.edges if edge.derived)
    now = Head().holding(content.tally(), json.dumps(told))
    state = {
        "key": "graph", "fingerprint": now.fingerprint, "sum": now.sum, "derived": now.derived,
        "node_count": now.nodes, "edge_count": now.edges,
    }  # fmt: skip
    props = ", ".join(f"{name}: {literal(value)}" for name, value in state.items())
    return f"{{props: {{{props}, loaded_at: {_NOW}}}}}"


def _filled(text: str, rows: Iterable[str]) -> Iterator[str]:
    """Write a statement out for some rows at a time: an engine reads a long statement slowly."""
    left = iter(rows)
    while some := list(islice(left, _ROWS)):
        before, after = text.split("$rows")
        yield f"{before}[\n  " + ",\n  ".join(some) + f"\n]{after};"


def literal(value: Any) -> str:
    """Write a value as Cypher does.

    Raises
    ------
    TypeError
        No property of the schema has such a value.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"'{''.join(map(_escaped, value))}'"
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {literal(each)}" for name, each in sorted(value.items())) + "}"
    message = f"{value!r} cannot be written in Cypher"
    raise TypeError(message)


def _escaped(sign: str) -> str:
    if sign in _ESCAPES:
        return _ESCAPES[sign]
    return f"\\u{ord(sign):04x}" if has_signs(sign) or sign in "\u2028\u2029" else sign
