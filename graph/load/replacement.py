"""What a replacement does to the instruction that is replaced: its parts end, theme by theme or as a whole.

A later instruction says which document it replaces, which themes it takes over from its first day, and
with which others it replaces the whole.  When that comes about follows from what is in the graph, and is
written nowhere: a condition can name a document that is still to come.
Nothing here reads a file or talks to an engine.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from ansvar.graph.content import Content, Edge, Node
from ansvar.graph.periods import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_Thing = TypeVar("_Thing", Node, Edge)

_BETWEEN_ROLES = ("MAY_ESCALATE_TO", "OWES")
"""Edges that hold for themes: they lose a theme when it is taken over, and go on with the rest."""


@dataclass(frozen=True)
class Ends:
    """First days on which a replaced instruction no longer holds.

    Attributes
    ----------
    whole : str
        ISO text; the open end when what has to be there first is not known yet.
    themes : mapping of str to str
        Theme.key -> ISO text, for those that were taken over before.
    by : frozenset of str
        Keys of the instructions that it follows from.
    """

    whole: str = OPEN_END
    themes: Mapping[str, str] = field(default_factory=dict)
    by: frozenset[str] = frozenset()

    def of(self, theme: str) -> str:
        """Give the end of what holds for one theme."""
        return min(self.themes.get(theme, OPEN_END), self.whole)

    def outlasts(self, other: Ends) -> bool:
        """Tell whether something ends later than the other one says."""
        return self.whole > other.whole or any(self.of(theme) > other.of(theme) for theme in other.themes)


def ends_in(content: Content) -> dict[str, Ends]:
    """Work out when replaced instructions end.

    Parameters
    ----------
    content : Content
        Instructions with their edges to documents; other things are passed over.

    Returns
    -------
    dict of str to Ends
        By key of the replaced instruction; those that nothing replaces are left out.
    """
    issued: dict[str, list[Edge]] = defaultdict(list)
    replacing: list[Edge] = []
    for edge in content.edges:
        if edge.period:  # what was taken back never held
            if edge.type == "ISSUED_AS":
                issued[edge.receiver].append(edge)
            elif edge.type == "REPLACES":
                replacing.append(edge)
    found: dict[str, Ends] = {}
    for edge in replacing:
        told = _ends_by(edge, issued)
        for each in issued[edge.receiver]:
            found[each.giver] = _first(found[each.giver], told) if each.giver in found else told
    return found


def _ends_by(edge: Edge, issued: Mapping[str, list[Edge]]) -> Ends:
    """Say what one replacement alone brings about."""
    begun = str(edge.props["valid_from"])
    others = [issued.get(citation, []) for citation in edge.props.get("wholly_with", ())]
    days = [min(str(e.props["valid_from"]) for e in each) if each else OPEN_END for each in others]
    themes = edge.props.get("themes")
    by = frozenset({edge.giver, *(e.giver for each in others for e in each)})
    in_part = themes is not None and not others
    return Ends(OPEN_END if in_part else max([begun, *days]), dict.fromkeys(themes or (), begun), by)


def _first(one: Ends, other: Ends) -> Ends:
    themes = {t: min(one.of(t), other.of(t)) for t in {*one.themes, *other.themes}}
    return Ends(min(one.whole, other.whole), themes, one.by | other.by)


def cut(content: Content, ends: Mapping[str, Ends]) -> Content:
    """End what replaced instructions state.

    A thing that speaks of themes ends when all of them were taken over; a step or relation between roles
    goes on, from each such day, for the themes that are left.  What rests on ended clauses only, or hangs
    on an ended clause or duty, ends with them.  What has ended before stays as it is.

    Parameters
    ----------
    content : Content
        Stated nodes and edges; it is left as it is.
    ends : mapping of str to Ends
        See `ends_in`.
    """
    nodes = {
        key: _cut_node(node, ends[_by(node)]) if _by(node) in ends else node
        for key, node in content.nodes.items()
    }
    last = {key: str(node.props["valid_to"]) for key, node in nodes.items() if _by(node) in ends}
    edges: list[Edge] = []
    for edge in content.edges:
        told = ends.get(_by(edge))
        edges += [edge] if told is None else _cut_edge(edge, told, last)
    return Content(nodes, edges)


def _by(thing: Node | Edge) -> str:
    return str(thing.props.get("stated_by", ""))


def _cut_node(node: Node, told: Ends) -> Node:
    themes = node.props.get("themes")
    if not themes:
        return _shorter(node, told.whole)
    # a theme that was another's from the first day on was never this one's
    held = [theme for theme in themes if told.of(theme) > node.props["valid_from"]]
    return _shorter(replace(node, props=node.props | {"themes": held or themes}), max(map(told.of, themes)))


def _cut_edge(edge: Edge, told: Ends, last: Mapping[str, str]) -> Iterator[Edge]:
    """Give an edge as it is left: shorter, or in parts one after the other, each with its themes."""
    end = min([told.whole, *(last[key] for key in (edge.giver, edge.receiver) if key in last)])
    cited = [last[clause] for clause in edge.props.get("clauses", ()) if clause in last]
    if cited:
        end = min(end, max(cited))
    if edge.type == "REGULATES":
        end = min(end, told.of(edge.receiver))
    themes = edge.props.get("themes", ())
    if edge.type not in _BETWEEN_ROLES or not themes:
        yield _shorter(edge, end)
        return
    end = min(end, max(map(told.of, themes)))
    days = {told.of(theme) for theme in themes}
    starts = [edge.props["valid_from"], *sorted(d for d in days if edge.props["valid_from"] < d < end)]
    for start, until in zip(starts, [*starts[1:], end], strict=True):
        left = [theme for theme in themes if told.of(theme) > start]
        if left or start == edge.props["valid_from"]:
            here = edge.props | {"valid_from": start, "themes": left or themes}
            if start < edge.props["valid_to"]:
                yield _shorter(replace(edge, props=here), until)


def _shorter(thing: _Thing, end: str) -> _Thing:
    return replace(thing, props=thing.props | {"valid_to": thing.period.ending(end).end})
