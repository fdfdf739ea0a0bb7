"""A part of a content: what holds on a day, and what belongs to a unit.

Nothing here knows a form.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ansvar.graph.errors import UnknownNameError, nearest
from ansvar.graph.export.asked import holds_on, is_a, never_holds
from ansvar.graph.load.content import Content

if TYPE_CHECKING:
    import datetime as dt

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
    nodes = {key: node.on(day) for key, node in content.nodes.items() if holds_on(node, day)}
    edges = [e for e in content.edges if e.giver in nodes and e.receiver in nodes and holds_on(e, day)]
    return Content(nodes, edges)


def of_unit(content: Content, key: str) -> Content:
    """Keep a unit, what lies under it, the posts there, their holders, and the edges between all these.

    Under a unit lies what is part of it, what it serves, and what is located in any of these.

    Raises
    ------
    UnknownNameError
        There is no unit of that key.
    """
    if not is_a(content.nodes.get(key), "Unit"):
        units = [name for name, node in content.nodes.items() if is_a(node, "Unit")]
        raise UnknownNameError("unit", key, nearest(key, units), "`ansvar list Unit` shows all.")
    kept = _under(content, key)
    kept |= {e.giver for e in content.edges if e.type == "POST_IN" and e.receiver in kept}
    kept |= {
        e.giver
        for e in content.edges
        if e.type == "HOLDS" and e.receiver in kept and is_a(content.nodes.get(e.receiver), "Post")
    }
    nodes = {name: node for name, node in content.nodes.items() if name in kept}
    return Content(nodes, [e for e in content.edges if e.giver in nodes and e.receiver in nodes])


def _under(content: Content, key: str) -> set[str]:
    below: dict[str, list[str]] = defaultdict(list)
    for edge in content.edges:
        if never_holds(edge):
            continue
        if edge.type in _UNDER_RECEIVER:
            below[edge.receiver].append(edge.giver)
        elif edge.type in _UNDER_GIVER:
            below[edge.giver].append(edge.receiver)
    found, ahead = {key}, [key]
    while ahead:
        for unit in below[ahead.pop()]:
            if unit not in found:
                found.add(unit)
                ahead.append(unit)
    return found
