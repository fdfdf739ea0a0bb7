"""A part of a content: what holds on a day, and what belongs to a unit.

Nothing here knows a form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from ansvar.graph.export.options import is_a, within
from ansvar.graph.names import key_named

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.graph.content import Content

_UNDER_GIVER = ("SERVES",)
_UNDER_RECEIVER = ("PART_OF", "LOCATED_IN")


def of_day(content: Content, on: dt.date) -> Content:
    """Keep what holds on a day; an edge needs both of its ends.

    Parameters
    ----------
    content : Content
        It is left as it is.
    """
    day = on.isoformat()
    nodes = {key: node.on(day) for key, node in content.nodes.items() if node.exists_on(day)}
    return within(nodes, (edge for edge in content.edges if edge.exists_on(day)))


def of_unit(content: Content, key: str) -> Content:
    """Keep a unit, what lies under it, the posts there, their holders, and the edges between all these.

    Under a unit lies what is part of it, what it serves, and what is located in any of these.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        There is no unit of that key or name, or several are called so.
    """
    if not is_a(content.nodes.get(key), "Unit"):
        units = (node.props for node in content.nodes.values() if is_a(node, "Unit"))
        key = key_named("unit", key, units, "`ansvar list Unit` shows all.")
    kept = _under(content, key)
    kept |= {e.giver for e in content.edges if e.type == "POST_IN" and e.receiver in kept}
    kept |= {
        e.giver
        for e in content.edges
        if e.type == "HOLDS" and e.receiver in kept and is_a(content.nodes.get(e.receiver), "Post")
    }
    return within({name: node for name, node in content.nodes.items() if name in kept}, content.edges)


def _under(content: Content, key: str) -> set[str]:
    edges = [edge for edge in content.edges if edge.period]
    below: nx.DiGraph[str] = nx.DiGraph((e.receiver, e.giver) for e in edges if e.type in _UNDER_RECEIVER)
    below.add_edges_from((e.giver, e.receiver) for e in edges if e.type in _UNDER_GIVER)
    below.add_node(key)
    return {key} | nx.descendants(below, key)
