"""What an organisation states, as the data of a file in the project's own format `ansvar.organisation/1`.

Every period that differs from the one around it is written out, so that a file says all that the graph
holds of what its organisation states.  Nothing here knows how a file is written.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ansvar.graph.export.options import full, is_a, sorted_nodes
from ansvar.graph.load.fields import earlier_of, in_file
from ansvar.graph.load.organisation import FORMAT, POST_LINKS, UNIT_LINKS
from ansvar.graph.periods import OPEN_END, Period
from ansvar.graph.schema.fields import fields_of, section_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.content import Content, Edge, Node
    from ansvar.graph.export.options import Ties

_PEOPLE = {"holders": "HOLDS", "absences": "ABSENT_FROM", "deputies": "DEPUTISES_FOR"}


def day(text: str) -> dt.date:
    """Read a date as the graph has it."""
    return dt.date.fromisoformat(text)


def organisation_file(content: Content, ties: Ties, key: str) -> dict[str, Any]:
    """Give the data of one organisation's file.

    Parameters
    ----------
    content : Content
        Stated nodes and edges that a file can hold: nothing void, no edge without its ends.
    ties : Ties
        Its edges.
    key : str
        Key of the organisation; it need not have a node.

    Returns
    -------
    dict
        In the order of the format's description; lists by key and day.
    """
    return _Organisation(content, ties, key).data()


class _Organisation:
    """One organisation on its way into a file."""

    def __init__(self, content: Content, ties: Ties, key: str) -> None:
        self.content = content
        self.ties = ties
        self.key = key
        self.own = [n for n in sorted_nodes(content) if n.props.get("stated_by") == key]

    def data(self) -> dict[str, Any]:
        node = self.content.nodes.get(self.key)
        whole = node if node in self.own else None
        about = whole.props if whole else {}
        around = whole.period if whole else Period(min((n.props["valid_from"] for n in self.own), default=""))
        made: dict[str, Any] = {
            "format": FORMAT, "key": self.key, **in_file(about, fields_of("organisation").values()),
            "from": day(around.start), "to": None if around.end == OPEN_END else day(around.end),
        }  # fmt: skip
        made["units"] = [self._unit(n, around) for n in self.own if is_a(n, "Unit")]
        made["posts"] = [self._post(n, around) for n in self.own if n.label == "Post"]
        made["people"] = [_person(n, around) for n in self.own if n.label == "Person"]
        made["earlier"] = earlier_of(about, "organisation")
        return full(made)

    def _unit(self, node: Node, around: Period) -> dict[str, Any]:
        known_by, own, stated = _said(node)
        made = {"key": node.key, "kind": node.label} | known_by | apart(node.period, around)
        return full(made | self._links(node, UNIT_LINKS) | own | stated | _earlier(node))

    def _post(self, node: Node, around: Period) -> dict[str, Any]:
        known_by, own, stated = _said(node)
        made = {"key": node.key} | known_by | apart(node.period, around) | self._links(node, POST_LINKS)
        made["member_of"] = [
            _linked("network", edge, node.period)
            | full({"on_behalf_of": self._there(edge.props.get("on_behalf_of"))})
            for edge in self._mine(self.ties.of(node.key, "MEMBER_OF"))
        ]
        people = {name: self._people(node, edge_type) for name, edge_type in _PEOPLE.items()}
        return full(made | own | people | stated | _earlier(node))

    def _links(self, node: Node, links: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
        own = node.period
        return {
            field: [_short(_linked(end, edge, own)) for edge in self._mine(self.ties.of(node.key, edge_type))]
            for field, edge_type, end in links
        }

    def _people(self, post: Node, edge_type: str) -> list[Any]:
        made = []
        for edge in self._mine(self.ties.to(post.key, edge_type)):
            end = "post" if self.content.nodes[edge.giver].label == "Post" else "person"
            said = in_file(edge.props, fields_of(edge_type).values())
            made.append(full({end: edge.giver} | apart(edge.period, post.period) | said))
        return made

    def _there(self, key: str | None) -> str | None:
        """Leave out a key that a part of a graph does not have: a file that names it could not be loaded."""
        return key if key in self.content.nodes else None

    def _mine(self, edges: Iterable[Edge]) -> list[Edge]:
        return [edge for edge in edges if edge.props.get("stated_by") == self.key]


def _person(node: Node, around: Period) -> dict[str, Any]:
    known_by, own, stated = _said(node)
    return full({"key": node.key} | known_by | own | apart(node.period, around) | stated | _earlier(node))


def _earlier(node: Node) -> dict[str, Any]:
    return {"earlier": earlier_of(node.props, section_of(node.label))}


def _said(node: Node) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    """Give what a thing is known by, what else is said of it, and what is said of everything."""
    fields = fields_of(section_of(node.label)).values()
    known_by = [field for field in fields if field.leads]
    stated = [field for field in fields if field.on == "Stated"]
    own = [field for field in fields if field not in known_by and field not in stated]
    return in_file(node.props, known_by), in_file(node.props, own), in_file(node.props, stated)


def apart(own: Period, around: Period) -> dict[str, dt.date]:
    """Give the days that a period does not share with the one around it."""
    names = ("from", "to")
    return {n: day(mine) for n, mine, outer in zip(names, own, around, strict=True) if mine != outer}


def _linked(end: str, edge: Edge, around: Period) -> dict[str, Any]:
    return {end: edge.receiver} | apart(edge.period, around)


def _short(link: dict[str, Any]) -> Any:
    """Write a link that says nothing but its other end as the bare key."""
    return next(iter(link.values())) if len(link) == 1 else link
