"""A document meets what the graph holds: what stood before keeps its first day, what is new gets one.

Nothing here writes; what the document leaves out is ended by the load itself.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import DataError, Problem, Spot
from ansvar.graph.imports.documents import LINKS, SECTIONS, Item, Link, cut_links
from ansvar.graph.periods import OPEN_END, Period

if TYPE_CHECKING:
    from ansvar.graph.imports.documents import Document
    from ansvar.graph.load.content import Content, Edge

_Group = tuple[str, str, str]


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
    _refuse_older(document, current, day)
    warnings = _leave_context(document, current)
    warnings += _take_over(document, current)
    edges = _by_group(document, current)
    if partial:
        for key, spot in document.eliminated.items():
            _end_post(document, key, spot, current, day)
    for section in SECTIONS:
        for item in document.items[section].values():
            first = _begin_item(item, current, day)
            for name, (end, edge, giver) in LINKS[section].items():
                if name in item.links:
                    _begin_links(item, name, (end, edge, giver), edges, (day, first), partial=partial)
    warnings += cut_links(document, lambda key: _ended(document, current, key, day, partial=partial))
    return warnings


def _refuse_older(document: Document, current: Content, day: str) -> None:
    standing = current.nodes.get(document.key)
    newest = str(standing.props.get("as_of") or "") if standing else ""
    if newest > day:
        what = (
            f'"{document.key}" stands in the graph as of {newest}, and this speaks of {day}, which is earlier'
        )
        then = (
            f"Import in order of time: name a day from {newest} on with --valid-from, "
            "or another organisation with --key."
        )
        raise DataError([Problem(document.files[0], 0, what, then)])


def as_of(document: Document, current: Content) -> str:
    """Give the day that the newest import of this organisation spoke of; empty before the first one."""
    standing = current.nodes.get(document.key)
    return str(standing.props.get("as_of") or "") if standing else ""


def first_day(document: Document, current: Content, day: dt.date) -> dt.date:
    """Give the day from which the organisation is known: that of its first import."""
    standing = current.nodes.get(document.key)
    return dt.date.fromisoformat(standing.props["valid_from"]) if standing else day


def _leave_context(document: Document, current: Content) -> list[Problem]:
    """Leave out what is only named here and stated by somebody else."""
    for section in SECTIONS:
        for key, item in list(document.items[section].items()):
            standing = current.nodes.get(key)
            if item.context and standing and standing.props.get("stated_by") not in (None, document.key):
                del document.items[section][key]
    return []


def _take_over(document: Document, current: Content) -> list[Problem]:
    warnings = []
    for section in SECTIONS:
        for item in document.items[section].values():
            standing = current.nodes.get(item.key)
            owner = standing.props.get("stated_by") if standing else None
            if owner not in (None, document.key):
                what = f'"{item.key}" was stated by "{owner}" so far, and from now on by "{document.key}"'
                warnings.append(
                    item.spot.problem(what, f'Use --key "{owner}" if they are the same organisation.')
                )
    return warnings


def _by_group(document: Document, current: Content) -> dict[_Group, list[Edge]]:
    """Give the edges that this organisation states, by type and ends, and all of a type at one end."""
    groups: dict[_Group, list[Edge]] = defaultdict(list)
    for edge in current.edges:
        if not edge.derived and edge.props.get("stated_by") == document.key:
            groups[edge.type, edge.giver, edge.receiver].append(edge)
            groups[edge.type, edge.giver, ""].append(edge)
            groups[edge.type, "", edge.receiver].append(edge)
    return groups


def _begin_item(item: Item, current: Content, day: str) -> str:
    """Give an item its first day; returned is the first day of a link of it that is new."""
    standing = current.nodes.get(item.key)
    stated = str(item.values.get("from") or "")
    if not stated:
        # what comes back after a time keeps the day on which it was first there
        item.values["from"] = min(str(standing.props["valid_from"]), day) if standing else day
        return day
    over = str(item.values.get("to") or OPEN_END) <= day
    return max(stated, day) if standing and not over else stated


def _begin_links(
    item: Item,
    name: str,
    kind: tuple[str, str, bool],
    edges: dict[_Group, list[Edge]],
    days: tuple[str, str],
    *,
    partial: bool,
) -> None:
    end, edge_type, giver = kind
    day, first = days
    mentioned = set()
    for link in item.links[name]:
        other = str(link.values.get(end) or link.values.get("post") or "")
        mentioned.add(other)
        if "from" in link.values:
            continue
        ends = (other, item.key) if giver else (item.key, other)
        standing = [e for e in edges.get((edge_type, *ends), ()) if _holds(e, day)]
        link.values["from"] = str(standing[0].props["valid_from"]) if standing else first
    if partial:
        near = (edge_type, "", item.key) if giver else (edge_type, item.key, "")
        for edge in edges.get(near, ()):
            other = edge.giver if giver else edge.receiver
            if other not in mentioned and _holds(edge, day) and str(edge.props["valid_from"]) < day:
                item.links[name].append(
                    _ending(edge, end if name != "deputies" else _deputy(other), other, day)
                )


def _deputy(key: str) -> str:
    return "post" if key.startswith("post:") else "person"


def _ending(edge: Edge, end: str, other: str, day: str) -> Link:
    more = {
        field: edge.props[field]
        for field in ("confirmed", "on_behalf_of")
        if edge.props.get(field) is not None
    }
    return Link({end: other, "from": str(edge.props["valid_from"]), "to": day} | more, Spot("", 0))


def _end_post(document: Document, key: str, spot: Spot, current: Content, day: str) -> None:
    """End a post that a source that does not speak of everything says is no more."""
    node = current.nodes.get(key)
    if node is None or not _there(node.props, day) or node.props.get("stated_by") != document.key:
        return
    props = node.props
    if str(props["valid_from"]) >= day:
        return
    values: dict[str, Any] = {
        "name": {"nb": props["name_nb"], "en": props["name_en"]},
        "from": str(props["valid_from"]),
        "to": day,
    }
    kept = ("code", "fte", "occupancy", "email", "phone", "status", "confirmed")
    values |= {name: props[name] for name in kept if props.get(name) is not None}
    if props.get("fact_source"):
        values["source"] = props["fact_source"]
    item = Item(key, spot, values)
    for name in LINKS["posts"]:
        item.links[name] = []
    document.items["posts"][key] = item


def _ended(document: Document, current: Content, key: str, day: str, *, partial: bool) -> str | None:
    """Tell when a post that the document names, but does not have, ended or ends."""
    standing = document.items["posts"].get(key)
    node = current.nodes.get(key)
    if standing is not None or node is None:
        return None
    if not _there(node.props, day):
        return f"it ended on {node.props['valid_to']}"
    ends_now = not partial and node.props.get("stated_by") == document.key
    return f"it ends on {day}, because the source no longer has it" if ends_now else None


def _holds(edge: Edge, day: str) -> bool:
    return _there(edge.props, day) or str(edge.props["valid_from"]) == day


def _there(props: dict[str, Any], day: str) -> bool:
    return Period.of(props).contains(day)
