"""What an organisation states, as the data of a file in the project's own format `ansvar.organisation/1`.

Every period that differs from the one around it is written out, so that a file says all that the graph
holds of what its organisation states.  Nothing here knows how a file is written.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ansvar.graph.export.asked import is_a, sorted_nodes, texts
from ansvar.graph.load.organisation import FORMAT, POST_LINKS, UNIT_LINKS
from ansvar.graph.periods import OPEN_END, Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ansvar.graph.export.asked import Ties
    from ansvar.graph.load.content import Content, Edge, Node


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
            "format": FORMAT, "key": self.key, "name": texts(about, "name"), "about": texts(about, "about"),
            "as_of": _day_of(about, "as_of"), "from": day(around.start),
            "to": None if around.end == OPEN_END else day(around.end),
        }  # fmt: skip
        made["units"] = [self._unit(n, around) for n in self.own if is_a(n, "Unit")]
        made["posts"] = [self._post(n, around) for n in self.own if n.label == "Post"]
        made["people"] = [_person(n, around) for n in self.own if n.label == "Person"]
        return full(made)

    def _unit(self, node: Node, around: Period) -> dict[str, Any]:
        props = node.props
        made = {"key": node.key, "kind": node.label, "name": texts(props, "name"), "code": props.get("code")}
        made |= _between(node.period, around)
        made |= self._links(node, UNIT_LINKS)
        return full(made | {n: props.get(n) for n in ("centre_kinds", "places")} | _stated(node))

    def _post(self, node: Node, around: Period) -> dict[str, Any]:
        props = node.props
        made = {"key": node.key, "name": texts(props, "name"), "code": props.get("code")}
        made |= _between(node.period, around) | self._links(node, POST_LINKS)
        own = node.period
        made["member_of"] = [
            _linked("network", edge, own)
            | full({"on_behalf_of": self._there(edge.props.get("on_behalf_of"))})
            for edge in self._mine(self.ties.of(node.key, "MEMBER_OF"))
        ]
        made |= {name: props.get(name) for name in ("fte", "occupancy", "email", "phone")}
        made["holders"] = self._people(node, "HOLDS", lambda e: {"confirmed": _day_of(e.props, "confirmed")})
        made["absences"] = self._people(node, "ABSENT_FROM", lambda e: {"reason": texts(e.props, "reason")})
        made["deputies"] = self._people(node, "DEPUTISES_FOR", lambda _: {})
        return full(made | _stated(node))

    def _links(self, node: Node, links: tuple[tuple[str, str, str], ...]) -> dict[str, Any]:
        own = node.period
        return {
            field: [_short(_linked(end, edge, own)) for edge in self._mine(self.ties.of(node.key, edge_type))]
            for field, edge_type, end in links
        }

    def _people(self, post: Node, edge_type: str, more: Callable[[Edge], dict[str, Any]]) -> list[Any]:
        made = []
        for edge in self._mine(self.ties.to(post.key, edge_type)):
            end = "post" if self.content.nodes[edge.giver].label == "Post" else "person"
            made.append(full({end: edge.giver} | _between(edge.period, post.period) | more(edge)))
        return made

    def _there(self, key: str | None) -> str | None:
        """Leave out a key that a part of a graph does not have: a file that names it could not be loaded."""
        return key if key in self.content.nodes else None

    def _mine(self, edges: Iterable[Edge]) -> list[Edge]:
        return [edge for edge in edges if edge.props.get("stated_by") == self.key]


def _person(node: Node, around: Period) -> dict[str, Any]:
    made: dict[str, Any] = {"key": node.key}
    if node.props.get("undisclosed"):
        made["undisclosed"] = True
    else:
        made["name"] = node.props["name_nb"]
    made["synthetic"] = node.props.get("synthetic") or None
    return full(made | _between(node.period, around) | _stated(node))


def _stated(node: Node) -> dict[str, Any]:
    props = node.props
    return {
        "status": props.get("status"), "source": props.get("fact_source"),
        "confirmed": _day_of(props, "confirmed"), "note": texts(props, "note"),
    }  # fmt: skip


def _between(own: Period, around: Period) -> dict[str, dt.date]:
    """Write down what a period does not share with the one around it."""
    names = ("from", "to")
    return {n: day(mine) for n, mine, outer in zip(names, own, around, strict=True) if mine != outer}


def _linked(end: str, edge: Edge, around: Period) -> dict[str, Any]:
    return {end: edge.receiver} | _between(edge.period, around)


def _short(link: dict[str, Any]) -> Any:
    """Write a link that says nothing but its other end as the bare key."""
    return next(iter(link.values())) if len(link) == 1 else link


def _day_of(props: dict[str, Any], name: str) -> dt.date | None:
    return day(props[name]) if name in props else None


def full(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is empty."""
    return {name: value for name, value in row.items() if value is not None and value != []}
