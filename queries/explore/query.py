"""Finds things by name, what is near them, and what lies under what."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ansvar.graph.limits import BRANCHES, NAMES
from ansvar.graph.ways import properties_for
from ansvar.queries.catalogue.query import most_specific
from ansvar.queries.names import key_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from ansvar.graph.store import Store

MARKED = ("gone", "vacant", "unknown")
"""States of a thing that a picture marks; see `ways.state`."""


@dataclass(frozen=True)
class PictureNode:
    """A thing in a picture.

    Attributes
    ----------
    state : str
        ``vacant`` for a post that nobody holds on the day, ``unknown`` for one of which nobody has told who
        holds it, ``gone`` for what is not there then, else empty.
    more : int
        How many neighbours it has that the picture does not show.
    """

    key: str
    kind: str
    name: str
    state: str = ""
    more: int = 0


@dataclass(frozen=True)
class PictureEdge:
    """A directed edge in a picture, read giver -> receiver; `props` are the edge's own properties."""

    giver: str
    type: str
    receiver: str
    props: dict[str, Any]

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> PictureEdge:
        """Make one from a row of between.cypher."""
        props = properties_for(row["props"], row["shared"])
        return cls(row["giver"], row["type"], row["receiver"], props)


@dataclass(frozen=True)
class Picture:
    """What is near some things: nodes by key, edges in order of giver, type, receiver.

    Attributes
    ----------
    cut : bool
        True when there was more than the limit allowed.
    """

    nodes: tuple[PictureNode, ...]
    edges: tuple[PictureEdge, ...]
    cut: bool


@dataclass(frozen=True)
class Start:
    """Something that can ask.

    Attributes
    ----------
    unit : str
        Name of the unit that a post sits in; empty for others.
    starts : bool
        True when an instruction lets a route begin with a role that it fills.
    """

    key: str
    kind: str
    name: str
    unit: str
    starts: bool


@dataclass(frozen=True)
class Branch:
    """A unit in the tree, with how many units lie right under it or are served by it.

    Attributes
    ----------
    served : bool
        True when the unit above it serves it; false when it is a part of that unit.
    """

    key: str
    kind: str
    name: str
    served: bool
    units: int


def state(store: Store) -> dict[str, str]:
    """Give ``fingerprint``, ``as_of`` and ``number`` of the graph; empty texts for an empty one."""
    rows = store.read("explore.state")
    return {name: str(rows[0][name] or "") if rows else "" for name in ("fingerprint", "as_of", "number")}


def size(store: Store) -> int:
    """Count units, posts and people, whether they are there today or not."""
    return int(store.read("explore.size")[0]["things"])


def starts(
    store: Store, on: dt.date, lang: str = "en", text: str = "", most: int = NAMES
) -> tuple[Start, ...]:
    """Find units, posts and people by a part of their name, those first that a route can begin with."""
    rows = store.read("explore.starts", text=text.strip().lower(), on=on, most=most)
    unit = f"unit_{lang}"
    return tuple(Start(*_called(row, lang), row[unit] or "", row["starts"]) for row in rows)


def branches(
    store: Store, unit: str, on: dt.date, lang: str = "en", most: int = BRANCHES
) -> tuple[Branch, ...]:
    """List the units that a unit holds or serves; for an empty key those that no other one does."""
    under = {"unit": unit} if unit else {}
    statement = "explore.tree" if unit else "explore.roots"
    rows = store.read(statement, **under, on=on, most=most)
    return tuple(Branch(*_called(row, lang), row["served"], row["units"]) for row in rows)


def _called(row: dict[str, Any], lang: str) -> tuple[str, str, str]:
    """Give key, kind and name of a row."""
    return row["key"], most_specific(row["labels"]), row[f"name_{lang}"]


def ego(
    store: Store,
    keys: Sequence[str],
    types: Sequence[str],
    on: dt.date,
    *,
    lang: str = "en",
    themes: Sequence[str] = (),
    depth: int = 1,
    also: Sequence[str] = (),
    hidden: Sequence[str] = (),
    limit: int = 80,
    aside: bool = False,
) -> Picture:
    """Draw what is near some things.

    Parameters
    ----------
    keys : sequence of str
        The things in the middle.  The first is the one that was asked for, the others were expanded.
    types, themes : sequence of str
        Edges to follow; empty `themes` means all.
    depth : int
        How many rings around the first thing; around the others it is one.
    also : sequence of str
        Things to show as well, without what is near them.
    hidden : sequence of str
        Things to leave out.
    limit : int
        How many things at the most.  What is nearer goes first; then the edge types take turns, so
        that ten thousand things of one kind do not crowd out the others.

    aside : bool
        Whether to show edges between two things of the outermost ring as well; there can be very many.

    Raises
    ------
    UnknownNameError
        The graph does not have the first key.
    """
    rings = "explore.ego"
    follow: dict[str, Any] = {"types": list(types), "themes": list(themes), "on": on}
    shown = [key for key in dict.fromkeys(keys) if key == keys[0] or key not in hidden]
    frontier, cut = list(shown), False
    followed: set[str] = set()
    shown += [key for key in dict.fromkeys(also) if key not in {*shown, *hidden}]
    for _ in range(depth):
        followed |= set(frontier)
        rows = store.read(rings, keys=frontier, most=limit, **follow)
        known = {*shown, *hidden}
        found = [key for key in _in_turn(rows, frontier) if key not in known]
        room = max(limit - len(shown), 0)
        cut = cut or len(found) > room or any(row["total"] > limit for row in rows)
        frontier = found[:room]
        shown += frontier
        if not frontier:
            break
    nodes = store.read("explore.nodes", keys=shown, **follow)
    if not any(row["key"] == keys[0] for row in nodes):
        named = key_of(store, "key", keys[0], {"Entity"})
        return ego(
            store, [named, *keys[1:]], types, on, lang=lang, themes=themes, depth=depth, also=also,
            hidden=hidden, limit=limit, aside=aside,
        )  # fmt: skip
    full = shown if aside else [*followed, *also]
    between = store.read("explore.between", keys=shown, full=full, **follow)
    edges = tuple(
        PictureEdge.of(row)
        for row in between
        if aside or {row["giver"], row["receiver"]} & followed or {row["giver"], row["receiver"]} <= set(also)
    )
    return Picture(picture_nodes(nodes, between, shown, lang), edges, cut)


def _in_turn(rows: Sequence[dict[str, Any]], order: Sequence[str]) -> list[str]:
    """Give the neighbours of each thing in order, edge types taking turns; each neighbour once."""
    lists: dict[str, list[list[str]]] = defaultdict(list)
    for row in rows:
        lists[row["key"]].append(row["near"])
    turns = (turn for key in order for turn in zip_longest(*lists[key]))
    return list(dict.fromkeys(near for turn in turns for near in turn if near is not None))


def picture_nodes(
    rows: Sequence[dict[str, Any]], edges: Sequence[dict[str, Any]], order: Sequence[str], lang: str
) -> tuple[PictureNode, ...]:
    """Make the things of a picture from rows of nodes.cypher, in an order, those that are there."""
    beside: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        beside[edge["giver"]].add(edge["receiver"])
        beside[edge["receiver"]].add(edge["giver"])
    made = {}
    for row in rows:
        more = max(row["near"] - len(beside[row["key"]]), 0)
        made[row["key"]] = PictureNode(
            *_called(row, lang), row["state"] if row["state"] in MARKED else "", more
        )
    return tuple(made[key] for key in order if key in made)
