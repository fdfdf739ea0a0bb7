"""A document meets what the graph holds: what stood before keeps its first day, what is new gets one.

What the source does not speak of is left as the graph has it.  Nothing here writes; what the document
leaves out is ended by the load itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import DataError, Problem, Spot
from ansvar.graph.imports.documents import LINKS, SECTIONS, Item, Link, cut_links
from ansvar.graph.load.content import Node
from ansvar.graph.load.fields import in_file
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.fields import fields_of, section_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.imports.documents import Document
    from ansvar.graph.load.content import Content, Edge


_SPOKEN_OF = ("as_of", "confirmed_on")
"""The days that the newest import, and the newest one that said everything, spoke of."""


def settle(document: Document, current: Content, day: str, *, partial: bool) -> list[Problem]:
    """Give everything in a document its first day, and end what it says has ended.

    Parameters
    ----------
    document : Document
        It is changed in place.
    current : Content
        What the graph holds.
    day : str
        The day that the source speaks of, ISO text.
    partial : bool
        The source does not speak of everything; of what it does speak of, it says all.

    Returns
    -------
    list of Problem
        What is worth telling although it can be loaded.

    Raises
    ------
    DataError
        The graph holds a newer state of the same organisation already.
    """
    newest = as_of(document, current)
    if newest > day:
        what = (
            f'"{document.key}" stands in the graph as of {newest}, and this speaks of {day}, which is earlier'
        )
        then = (
            f"Import in order of time: name a day from {newest} on with --valid-from, "
            "or another organisation with --key."
        )
        raise DataError([Problem(document.files[0], 0, what, then)])
    return _Settler(document, current, day, partial=partial).settle()


def as_of(document: Document, current: Content) -> str:
    """Give the day that the newest import of this organisation spoke of; empty before the first one."""
    standing = current.nodes.get(document.key)
    return max(str(standing.props.get(name) or "") for name in _SPOKEN_OF) if standing else ""


def first_day(document: Document, current: Content, day: dt.date) -> dt.date:
    """Give the day from which the organisation is known: that of its first import."""
    standing = current.nodes.get(document.key)
    return dt.date.fromisoformat(standing.period.start) if standing else day


class _Settler:
    """Settles one document."""

    def __init__(self, document: Document, current: Content, day: str, *, partial: bool) -> None:
        self._document = document
        self._current = current
        self._day = day
        self._partial = partial
        # those that this organisation states, by type and each of their ends
        self._edges: dict[tuple[str, str, str], list[Edge]] = defaultdict(list)
        for edge in current.edges:
            if not edge.derived and self._ours(edge):
                self._edges[edge.type, edge.giver, ""].append(edge)
                self._edges[edge.type, "", edge.receiver].append(edge)

    def settle(self) -> list[Problem]:
        document = self._document
        self._keep_about()
        if self._partial:
            for key, spot in document.eliminated.items():
                self._end_post(key, spot)
        for section in SECTIONS:
            for key, item in list(document.items[section].items()):
                standing = self._current.nodes.get(key)
                if item.context and standing and not self._ours(standing):
                    del document.items[section][key]  # only named here, and stated by somebody else
                    continue
                if standing:
                    self._keep_values(item, standing)
                first = self._begin(item, standing)
                for field, link in LINKS[section].items():
                    if field in item.links:
                        self._begin_links(item, field, link, first)
                    elif not self._partial:
                        self._keep_links(item, field, link)
        return cut_links(document, self._ended)

    def _keep_about(self) -> None:
        """Leave what the graph has of the organisation itself."""
        document = self._document
        own = self._current.nodes.get(document.key)
        name = {"name": {"nb": document.key, "en": document.key}}
        document.about = name | (_said(own) if own else {}) | document.about
        if not self._partial:  # it restates all that the organisation states
            document.about |= {"confirmed": self._day}

    def _ours(self, thing: Node | Edge) -> bool:
        return bool(thing.props.get("stated_by") == self._document.key)

    def _keep_values(self, item: Item, standing: Node) -> None:
        """Leave what the source does not speak of as the graph has it."""
        kept = _said(standing)
        if self._day < standing.period.end < OPEN_END:
            kept["to"] = standing.period.end
        item.values = {name: kept[name] for name in kept if name not in item.told} | item.values

    def _begin(self, item: Item, standing: Node | None) -> str:
        """Give an item its first day; returned is the first day of a link of it that is new."""
        stated = str(item.values.get("from") or "")
        if not stated:
            # what comes back after a time keeps the day on which it was first there
            item.values["from"] = min(standing.period.start, self._day) if standing else self._day
            return self._day
        over = str(item.values.get("to") or OPEN_END) <= self._day
        return max(stated, self._day) if standing and not over else stated

    def _begin_links(self, item: Item, field: str, kind: tuple[str, str, bool], first: str) -> None:
        end = kind[0]
        standing = list(self._near(item, kind))
        mentioned = set()
        for link in item.links[field]:
            other = str(link.values.get(end) or link.values.get("post") or "")
            mentioned.add(other)
            if "from" not in link.values:
                begun = [e.period.start for e, at in standing if at == other and self._holds(e)]
                link.values["from"] = begun[0] if begun else first
        if self._partial:
            for edge, other in standing:
                if other not in mentioned and edge.period.start < self._day < edge.period.end:
                    item.links[field].append(self._link(edge, end, other, self._day))

    def _holds(self, edge: Edge) -> bool:
        return edge.period.contains(self._day) or edge.period.start == self._day

    def _keep_links(self, item: Item, field: str, kind: tuple[str, str, bool]) -> None:
        """Leave links that the source does not speak of, unless what they lead to ends with this import."""
        for edge, other in self._near(item, kind):
            here = any(other in self._document.items[section] for section in SECTIONS)
            if edge.period.end > self._day and (here or not self._ours(self._current.nodes[other])):
                item.links.setdefault(field, []).append(self._link(edge, kind[0], other, edge.period.end))

    def _near(self, item: Item, kind: tuple[str, str, bool]) -> Iterator[tuple[Edge, str]]:
        """Give the standing edges of a kind at an item, each with the key at its other end."""
        _, edge_type, giver = kind
        for edge in self._edges.get((edge_type, "", item.key) if giver else (edge_type, item.key, ""), ()):
            yield edge, edge.giver if giver else edge.receiver

    def _link(self, edge: Edge, end: str, other: str, until: str) -> Link:
        """Write a standing edge as a link with another end, and all else that it has."""
        if edge.type == "DEPUTISES_FOR":
            end = self._current.nodes[other].label.lower()
        period = {"from": edge.period.start} | ({"to": until} if until != OPEN_END else {})
        return Link({end: other} | _said(edge) | period, Spot("", 0))

    def _end_post(self, key: str, spot: Spot) -> None:
        """End a post that a source that does not speak of everything says is no more."""
        node = self._current.nodes.get(key)
        if node is None or not self._ours(node) or not node.period.start < self._day < node.period.end:
            return
        values = _said(node) | {"from": node.period.start, "to": self._day}
        links: dict[str, list[Link]] = {name: [] for name in LINKS["posts"]}
        self._document.items["posts"][key] = Item(key, spot, values, links=links, told=set(values))

    def _ended(self, key: str) -> str | None:
        """Tell when a post that the document names, but does not have, ended or ends."""
        node = self._current.nodes.get(key)
        if key in self._document.items["posts"] or node is None:
            return None
        if not node.period.contains(self._day):
            return f"it ended on {node.period.end}"
        ends_now = not self._partial and self._ours(node)
        return f"it ends on {self._day}, because the source no longer has it" if ends_now else None


def _said(thing: Node | Edge) -> dict[str, Any]:
    """Write the properties of a thing as the fields of a file, but for its period and who states it."""
    section = section_of(thing.label) if isinstance(thing, Node) else thing.type
    said = in_file(thing.props, fields_of(section).values())
    if isinstance(thing, Node) and section == "units":
        said["kind"] = thing.label
    return {name: value for name, value in said.items() if value is not None}
