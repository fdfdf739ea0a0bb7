"""Every route at once: the same walk as `trace`, over facts that are fetched once for all places.

A *place* is a unit that a route begins with.  Which units those are is read from the norm: an instruction
says with which roles a route can begin (`starts`); where it lets some of them be followed up (a role owes
them FOLLOWS_UP), the units that fill those are its places, and where it follows nobody up, the units of all
its starting roles are.  With ``starts="all"`` every unit of every starting role is one.

Places with the same roles, the same line and the same open steps share one walk.  A place that a step
leads to has its own, because a walk never comes back to where it began.

Nothing here knows a role, a theme or an organisation, and nothing here chooses a way: `walk` does.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from ansvar.graph.clock import today
from ansvar.graph.errors import EngineError
from ansvar.graph.limits import LEVELS, STEPS
from ansvar.queries.trace.facts import (
    Facts,
    available_step,
    facts_from,
    facts_of,
    put_in_order,
    works_on,
)
from ansvar.queries.trace.norm import CHANGED, TRIES, Named, Norm, named, read_norm
from ansvar.queries.trace.walk import Walk, walk

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from ansvar.graph.store import Store

_MANY = 1_000  # looking more up by their keys would cost more than reading everything
_UNTOLD = frozenset({"derived_from", "served_end", "served_roles"})
_OWN = frozenset({"valid_from", "valid_to"})  # no walk depends on these

Starts = Literal["places", "all"]
Row = dict[str, Any]


@dataclass(frozen=True)
class Place:
    """A unit that a route begins with.

    Attributes
    ----------
    served_by, regions : tuple of Named
        The units that serve it and the regions it lies in, in order of key; mostly one of each.
    """

    named: Named
    served_by: tuple[Named, ...] = ()
    regions: tuple[Named, ...] = ()

    @property
    def key(self) -> str:
        """Its key."""
        return self.named.key


@dataclass(frozen=True)
class Journey:
    """One walk, and all the places that it holds for.

    Attributes
    ----------
    places : tuple of Place
        In order of key; the walk was made from the first one.
    walk : Walk
        The way from ``places[0]``; for the others only the start is another.  What the steps from a place
        itself rest on (`derived_from`) is not told.
    facts : Facts
        What the walk was made from: `occupancies` tells who is where.
    """

    places: tuple[Place, ...]
    roles: tuple[str, ...]
    theme: Named
    matter: Named
    walk: Walk
    facts: Facts


@dataclass(frozen=True)
class _Group:
    """Places that are the same for every theme and matter."""

    places: tuple[Place, ...]
    roles: tuple[str, ...]
    norm: Norm


@dataclass(frozen=True)
class Survey:
    """All that the routes of one day are made of.

    Attributes
    ----------
    graph : dict
        ``fingerprint`` and ``as_of`` of the graph; empty texts for an empty graph.
    themes, matters : tuple of Named
        The columns, in order of key.
    places : tuple of Place
        In order of key.
    """

    on: dt.date
    graph: dict[str, str]
    themes: tuple[Named, ...]
    matters: tuple[Named, ...]
    places: tuple[Place, ...]
    groups: tuple[_Group, ...]
    rows: tuple[Row, ...]
    norm: Norm
    fields: Mapping[str, Collection[str]]

    def journeys(
        self, themes: Collection[str] | None = None, matters: Collection[str] | None = None
    ) -> Iterator[Journey]:
        """Walk every route, theme by theme and matter by matter.

        Parameters
        ----------
        themes, matters : collection of str, optional
            Keys to walk for; all when left out.
        """
        nodes = [row for row in self.rows if row["part"] == "node"]
        open_steps = [
            (available_step(row["key"], row["data"]["receiver"], row["data"]["props"]), row["data"]["props"])
            for row in self.rows
            if row["part"] == "edge"
        ]
        for theme in (t for t in self.themes if themes is None or t.key in themes):
            occupancies = facts_from(nodes, self.norm, theme.key, "").occupancies
            steps = [(step, props) for step, props in open_steps if theme.key in (props.get("themes") or ())]
            for matter in (m for m in self.matters if matters is None or m.key in matters):
                made: dict[Norm, Facts] = {}
                for group in self.groups:
                    places = tuple(p for p in group.places if works_on(self.fields.get(p.key), theme.key))
                    if not places or not group.norm.regulates(theme.key, matter.key):
                        continue
                    if group.norm not in made:
                        facts = facts_of(group.norm, theme.key, matter.key)
                        for step, props in steps:
                            if matter.key in (props.get("matters") or ()):
                                facts.available[step.giver].append(step)
                        facts.occupancies = occupancies
                        put_in_order(facts)
                        made[group.norm] = facts
                    facts, start = made[group.norm], group.places[0].key
                    way = walk(_within_reach(facts, start), start, group.roles)
                    yield Journey(places, group.roles, theme, matter, way, facts)


def survey(
    store: Store,
    on: dt.date | None = None,
    *,
    starts: Starts = "places",
    about: Collection[str] | None = None,
) -> Survey:
    """Fetch all that the routes of a day are made of, in four statements.

    Parameters
    ----------
    about : collection of str, optional
        Keys, none of a role: only the places that are among them, that one of them serves, or whose steps
        lead to one; and what a matter comes to from there or from one of them.  Where routes from very many
        lead there, all places.

    Raises
    ------
    EngineError
        The graph was written to again and again while it was read.
    """
    on = on or today()
    for _ in range(TRIES):
        norm = read_norm(store, on)
        roles = norm.starting_roles(followed=starts == "places")
        before, led = _before(store, about, on) if about else (set(), set())
        if len(before) > _MANY:
            about, before, led = None, set(), set()
        places = store.read("coverage.places", roles=roles, on=on, about=sorted(before))
        places += store.read("coverage.around", on=on, **units_around(places))
        after = _after(store, about, places, on) if about else set()
        network = store.read("coverage.network", on=on, about=sorted(after))
        state = next(row["data"] for row in network if row["part"] == "graph")
        if norm.graph["fingerprint"] == (state["fingerprint"] or ""):
            return _survey(on, norm, places, network, led, starts)
    raise EngineError(*CHANGED)


def _before(store: Store, about: Iterable[str], on: dt.date) -> tuple[set[str], set[str]]:
    """Give the keys that routes to some keys lead through, and those of them that a step leads to."""
    found, edge, led = set(about), sorted(about), set()
    while edge and len(found) <= _MANY:
        rows = store.read("coverage.givers", keys=edge, on=on)
        led |= {row["key"] for row in rows if row["step"]}
        edge = sorted({row["giver"] for row in rows} - found)
        found |= set(edge)
    return found, led


def _after(store: Store, about: Iterable[str], places: Iterable[Row], on: dt.date) -> set[str]:
    """Give the keys that a matter comes to from places, or from some keys."""
    found = {*about, *(row["data"]["receiver"] for row in places if "receiver" in row["data"])}
    edge = sorted(found)
    while edge:
        edge = sorted({row["key"] for row in store.read("coverage.receivers", keys=edge, on=on)} - found)
        found |= set(edge)
    return found


def units_around(places: Iterable[Row]) -> dict[str, list[str]]:
    """Give the keys of the units around places, in the way of coverage.around."""
    gathered = [row["data"] for row in places if row["part"] == "places"]
    servers, above, regions = (
        {key for data in gathered for key in data[name]} for name in ("served_by", "under", "regions")
    )
    return {"homes": sorted(servers | above), "servers": sorted(servers), "regions": sorted(regions)}


def _survey(
    on: dt.date, norm: Norm, found: list[Row], network: list[Row], led: Collection[str], begin: Starts
) -> Survey:
    # the two engines give labels, and rows within a part, in orders of their own
    rows = [row for row in network if row["part"] in ("node", "edge")]
    known = {row["key"] for row in rows if row["part"] == "node"}
    followed = begin == "places"
    starts = _Starts(
        row for row in found if row["part"] != "places" or _is_start(row["data"], norm, followed)
    )
    receivers = {row["data"]["receiver"] for row in rows if row["part"] == "edge"} | starts.receivers | {*led}
    gathered: dict[Any, list[tuple[Place, Row]]] = defaultdict(list)
    for place, data in starts.places():
        alike = place.key if place.key in receivers else starts.signature(place.key, data)
        gathered[alike].append((place, data))
    groups: list[_Group] = []
    for members in gathered.values():
        first, data = min(members, key=lambda member: member[0].key)
        places = tuple(sorted((place for place, _ in members), key=lambda p: p.key))
        groups.append(_Group(places, tuple(sorted(data["roles"])), norm.binding([data["by"]])))
        rows += starts.edges(first.key, data, shared_only=first.key in known)
        if first.key not in known:
            rows.append(starts.node(first, data, on))
    groups.sort(key=lambda g: g.places[0].key)
    return Survey(
        on=on,
        graph=norm.graph,
        themes=norm.themes,
        matters=norm.matters,
        places=tuple(sorted((p for g in groups for p in g.places), key=lambda p: p.key)),
        groups=tuple(groups),
        rows=tuple(rows),
        norm=norm,
        fields=starts.fields,
    )


def _is_start(data: Row, norm: Norm, followed: bool) -> bool:  # noqa: FBT001
    """Tell whether a route begins with such places for an instruction that binds who states them."""
    roles = norm.binding([data["by"]]).starting_roles(followed=followed)
    return not set(roles).isdisjoint(data["roles"])


@dataclass(frozen=True)
class _Step:
    """A step that is open from places; equal steps have the same number."""

    number: int
    receiver: str
    props: Row


class _Starts:
    """The rows of coverage.places, and what a walk from a place depends on."""

    def __init__(self, rows: Iterable[Row]) -> None:
        by_part: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            by_part[row["part"]].append(row["data"])
        self._gathered = by_part["places"]
        self._lines = {data["key"]: data["line"] for data in by_part["line"]}
        self._names = {data["key"]: named(data) for data in (*by_part["line"], *by_part["region"])}
        self.fields = {data["key"]: data["themes"] for data in by_part["field"]}
        self._ids: dict[str, int] = {}
        self._steps: dict[str, list[_Step]] = defaultdict(list)
        self._shared: dict[str, list[tuple[set[str], _Step]]] = defaultdict(list)
        for data in by_part["step"]:
            step = self._step(data["receiver"], data["props"])
            for key in data["places"]:
                self._steps[key].append(step)
        for data in by_part["shared"]:
            sharing = set(data["props"]["served_roles"]), self._step(data["receiver"], data["props"])
            for server in data["servers"]:
                self._shared[server].append(sharing)
        self.receivers = {data["receiver"] for data in (*by_part["step"], *by_part["shared"])}

    def _step(self, receiver: str, props: Row) -> _Step:
        """Make a step with a number that equal steps have in common, of whatever place."""
        props = {name: value for name, value in sorted(props.items()) if name not in _UNTOLD}
        same = repr((receiver, [(name, value) for name, value in props.items() if name not in _OWN]))
        return _Step(self._ids.setdefault(same, len(self._ids)), receiver, props)

    def places(self) -> Iterator[tuple[Place, Row]]:
        """Give every place with what it shares with others."""
        for data in self._gathered:
            for name in ("roles", "served_by", "regions", "under"):  # no engine gives them in an order
                data[name] = sorted(set(data[name]))
            data["line"] = self._line(data)
            data["labels"] = sorted(data["labels"])
            data["above"] = repr(
                (
                    data["by"],
                    data["labels"],
                    data["code"],
                    sorted(data["roles"]),
                    [u["key"] for u in data["line"]],
                )
            )
            served_by = tuple(self._names[key] for key in data["served_by"])
            regions = tuple(self._names[key] for key in data["regions"])
            for place in data["places"]:
                yield Place(named(place), served_by, regions), data

    def _line(self, data: Row) -> list[Row]:
        """Give the units above a place, the place itself left out, in order of key."""
        found: dict[str, Row] = {}
        for homes, reach in ((data["served_by"], LEVELS), (data["under"], LEVELS - 1)):
            for home in homes:
                found |= {unit["key"]: unit for unit in self._lines[home] if unit["hops"] <= reach}
        return [found[key] for key in sorted(found)]

    def signature(self, key: str, data: Row) -> tuple[Any, ...]:
        """Give all that a walk from a place depends on, for comparing."""
        if key not in self.fields and key not in self._steps:  # what most places are
            if "signature" not in data:
                data["signature"] = self._signature(self._sharing(key, data), data)
            return data["signature"]  # type: ignore[no-any-return]
        return self._signature([*self._steps.get(key, ()), *self._sharing(key, data)], data)

    @staticmethod
    def _signature(steps: Iterable[_Step], data: Row) -> tuple[Any, ...]:
        return (data["above"], *sorted({step.number for step in steps}))

    def _sharing(self, key: str, data: Row) -> list[_Step]:
        """Give the steps that the units that serve a place share with it, for the themes of its field."""
        roles, field = set(data["roles"]), self.fields.get(key)
        steps = [
            step
            for server in data["served_by"]
            for wanted, step in self._shared.get(server, ())
            if wanted <= roles and step.receiver != key
        ]
        if field is None:
            return steps
        cut = [(s, [theme for theme in s.props["themes"] if theme in field]) for s in steps]
        return [self._step(step.receiver, step.props | {"themes": themes}) for step, themes in cut if themes]

    def node(self, place: Place, data: Row, on: dt.date) -> Row:
        """Make the row of a place that no step leads to: who is there makes no difference to a walk."""
        itself = {"key": place.key, "code": data["code"], "labels": data["labels"]}
        props = {"key": place.key, "name_nb": place.named.name_nb, "name_en": place.named.name_en}
        empty = dict.fromkeys(("holders", "deputies", "members", "wanted"), ())
        about = {"on": on.isoformat(), "props": props, "labels": data["labels"], "unit": None}
        about |= dict.fromkeys(("state", "since", "until"))
        return {"part": "node", "key": place.key, "data": about | {"line": [itself, *data["line"]]} | empty}

    def edges(self, key: str, data: Row, *, shared_only: bool) -> list[Row]:
        """Make the rows of the steps that are open from a place: all, or those that it shares."""
        own = () if shared_only else self._steps.get(key, ())
        return [
            {"part": "edge", "key": key, "data": {"receiver": step.receiver, "props": step.props}}
            for step in (*own, *self._sharing(key, data))
        ]


def _within_reach(facts: Facts, start: str) -> Facts:
    """Leave out what lies further off than trace.route looks; mostly nothing does."""
    distance = {start: 0}
    edge = [start]
    while edge:
        found = {step.receiver for key in edge for step in facts.available.get(key, ())} - set(distance)
        distance |= dict.fromkeys(found, distance[edge[0]] + 1)
        edge = list(found)
    if max(distance.values()) <= STEPS:
        return facts
    seen = {key: steps for key, steps in facts.available.items() if distance.get(key, STEPS) < STEPS}
    return replace(facts, available=seen)
