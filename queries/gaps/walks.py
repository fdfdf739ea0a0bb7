"""What only walking finds, as plain rows for the rules that ask for it.

A rule that declares the parameter ``routes`` or ``circles`` is handed these rows; its statement decides
what of them is a finding and puts the graph's own facts to it.  How a route goes is the business of
`ansvar.queries.coverage`, and in the end that of `ansvar.queries.trace.walk`: nothing here chooses a way.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

from ansvar.queries.gaps.result import Stop
from ansvar.queries.trace.facts import NOT_SAID
from ansvar.queries.trace.render import Telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from ansvar.queries.coverage.survey import Journey, Place, Survey

Row = dict[str, Any]


@dataclass(frozen=True)
class Outcome:
    """Where the routes of some places come to, for some themes and kinds of matter.

    Attributes
    ----------
    group : str
        Key of the first of the places; they share every route.
    chain : tuple of str
        The posts and bodies on the way.
    status : str
        ``whole``, ``fallback``, ``not_said`` or ``broken``.
    after : str
        For a broken one: the last place where somebody took the matter up; when nobody did, the unit that
        serves the places, or the place itself.
    reached : bool
        True when somebody took the matter up.
    role : str
        For a broken one: the role that is missing; empty when the way goes in a circle.
    own : bool
        True when `after` is the place itself.
    """

    group: str
    chain: tuple[str, ...]
    status: str
    after: str = ""
    reached: bool = True
    role: str = ""
    own: bool = False


@dataclass
class _Gathered:
    places: int = 0
    cells: int = 0
    themes: set[str] = field(default_factory=set)
    matters: set[str] = field(default_factory=set)
    posts: set[str] = field(default_factory=set)
    line: set[str] = field(default_factory=set)
    clauses: dict[str, None] = field(default_factory=dict)
    step_clauses: dict[str, None] = field(default_factory=dict)
    since: str | None = None


def routes(journeys: Iterable[Journey]) -> list[Row]:
    """Gather all routes by where they come to.

    Returns
    -------
    list of dict
        The fields of `Outcome`, and: ``places`` (how many share it), ``cells`` (places by themes by kinds of
        matter), ``themes``, ``matters``, ``steps`` (how many the chain has), ``step_clauses`` (those behind
        the steps), ``clauses`` (those that ask for whoever is missing), ``posts`` (those with the missing
        role where nobody is), ``line`` (the units above the places) and ``since`` (first day on which nobody
        was there, ISO text or null).
    """
    gathered: dict[Outcome, _Gathered] = defaultdict(_Gathered)
    for journey in journeys:
        for outcome, places in _outcomes(journey):
            row = gathered[outcome]
            row.places = len(places)
            row.cells += len(places)
            row.themes.add(journey.theme.key)
            row.matters.add(journey.matter.key)
            row.step_clauses |= dict.fromkeys(c for link in journey.walk.links for c in link.step.clauses)
            if outcome.status == "broken":
                stops = Telling(journey.facts, "en").stops(journey.walk) or {}
                row.clauses |= dict.fromkeys(stops.get("clauses", ()))
                row.posts |= {s.key for s in journey.walk.skips if s.key and s.role == outcome.role}
                row.line |= {unit["key"] for unit in journey.facts.occupancies[outcome.group].line}
                since = _since(journey, outcome.role)
                row.since = max(filter(None, (row.since, since)), default=None)
    return [
        {
            "group": outcome.group, "chain": list(outcome.chain), "steps": len(outcome.chain),
            "status": outcome.status, "after": outcome.after, "reached": outcome.reached, "own": outcome.own,
            "role": outcome.role or None, "places": row.places, "cells": row.cells,
            "themes": sorted(row.themes), "matters": sorted(row.matters), "clauses": list(row.clauses),
            "step_clauses": list(row.step_clauses), "since": row.since,
            "posts": sorted(row.posts), "line": sorted(row.line),
        }
        for outcome, row in sorted(gathered.items(), key=lambda item: repr(item[0]))
    ]  # fmt: skip


def _outcomes(journey: Journey) -> Iterator[tuple[Outcome, Sequence[Place]]]:
    """Tell where a journey comes to, and for which places."""
    way, first = journey.walk, journey.places[0].key
    if way.status != "broken":
        yield Outcome(first, way.keys, way.status), journey.places
        return
    reached = [link.key for link in way.links if journey.facts.usable(link.step)]
    stops = Telling(journey.facts, "en").stops(way) or {}
    role = stops.get("role") or ""
    if reached:
        yield Outcome(first, way.keys, way.status, reached[-1], role=role), journey.places
        return
    served: dict[str, list[Place]] = defaultdict(list)
    for place in journey.places:
        served[place.served_by[0].key if place.served_by else place.key].append(place)
    for after, places in served.items():
        own = any(after == place.key for place in places)
        yield Outcome(first, way.keys, way.status, after, reached=False, role=role, own=own), places


def stops(journeys: Iterable[Journey], lang: str) -> dict[tuple[str, ...], Stop]:
    """Tell one route for each point where routes stop.

    Returns
    -------
    dict of tuple to Stop
        By the subjects of the finding: where it stops, and the role that is missing, if it is one.
    """
    told: dict[tuple[str, ...], Stop] = {}
    for journey in journeys:
        if journey.walk.status != "broken":
            continue
        for outcome, places in _outcomes(journey):
            subjects = (outcome.after, outcome.role) if outcome.role else (outcome.after,)
            if subjects not in told:
                told[subjects] = _stop(journey, places, lang)
    return told


def _stop(journey: Journey, places: Sequence[Place], lang: str) -> Stop:
    tell, way, start = Telling(journey.facts, lang), journey.walk, places[0].named.name(lang)
    steps = [
        {
            "key": step.key, "name": step.name, "unit": step.unit_name, "state": step.state,
            "who": [person.name for person in (step.deputies or step.holders or step.members) if person.name],
            "clauses": list(step.clauses),
        }
        for step in tell.steps(way.links)
    ]  # fmt: skip
    missing = [
        {"name": skipped.name, "state": skipped.state, "why": skipped.why, "clauses": list(skipped.clauses)}
        for skipped in map(tell.skipped, way.skips)
        if not skipped.carried_by
    ]
    return Stop(
        finding="", start=start, places=len(places), theme=journey.theme.name(lang),
        matter=journey.matter.name(lang), steps=tuple(steps), missing=tuple(missing),
        why=str((tell.stops(way, start) or {}).get("why", "")),
    )  # fmt: skip


def _since(journey: Journey, role: str) -> str | None:
    """Find since when nobody is there in a role on a broken way; None when there is no such post at all."""
    seats = [journey.facts.occupancies[s.key] for s in journey.walk.skips if s.key and s.role == role]
    return max((seat.since for seat in seats if seat.since), default=None)


def circles(survey: Survey) -> list[Row]:
    """Find where matters go round: for each theme and kind of matter, along the nearest ordinary steps.

    Returns
    -------
    list of dict
        ``keys`` (each takes matters up with the next, the last with the first; the smallest key first),
        ``themes``, ``matters``, ``clauses``, and ``since``: first day on which the circle was closed.
        Of several circles that hang together, the shortest through the smallest key.
    """
    edges = [row for row in survey.rows if row["part"] == "edge" and _is_ordinary(row["data"]["props"])]
    receivers = {row["data"]["receiver"] for row in edges}
    steps = [row for row in edges if row["key"] in receivers]
    found: dict[tuple[str, ...], Row] = {}
    nets: dict[tuple[int, ...], tuple[nx.DiGraph[str], list[tuple[str, ...]]]] = {}
    for theme in survey.themes:
        about = [at for at, row in enumerate(steps) if theme.key in row["data"]["props"]["themes"]]
        for matter in survey.matters:
            fitting = tuple(at for at in about if matter.key in steps[at]["data"]["props"]["matters"])
            if fitting not in nets:
                net = _net(steps[at] for at in fitting)
                nets[fitting] = net, list(_round(net))
            net, rounds = nets[fitting]
            for keys in rounds:
                ring = [net.edges[a, b] for a, b in zip(keys, (*keys[1:], keys[0]), strict=True)]
                row = found.setdefault(
                    keys, {"keys": list(keys), "themes": [], "matters": [], "clauses": [], "since": ""}
                )
                row["themes"] += [theme.key] if theme.key not in row["themes"] else []
                row["matters"] += [matter.key] if matter.key not in row["matters"] else []
                row["clauses"] += [c for edge in ring for c in edge["clauses"] if c not in row["clauses"]]
                row["since"] = max(row["since"], *(edge["since"] for edge in ring))
    return [found[keys] for keys in sorted(found)]


def _is_ordinary(props: Row) -> bool:
    return not props["alternative"] and props["basis"] != NOT_SAID


def _net(steps: Iterable[Row]) -> nx.DiGraph[str]:
    """Make a network of the steps to the nearest receivers."""
    steps = list(steps)
    nearest: dict[tuple[str, str], int] = {}
    for row in steps:
        props = row["data"]["props"]
        end, distance = (row["key"], props["step"]), props.get("distance") or 0
        nearest[end] = min(distance, nearest.get(end, distance))
    net: nx.DiGraph[str] = nx.DiGraph()
    for row in steps:
        props = row["data"]["props"]
        if (props.get("distance") or 0) == nearest[row["key"], props["step"]]:
            giver, receiver = row["key"], row["data"]["receiver"]
            before = net.get_edge_data(giver, receiver) or {"clauses": [], "since": ""}
            net.add_edge(
                giver, receiver, clauses=[*before["clauses"], *props["clauses"]],
                since=max(before["since"], props["valid_from"]),
            )  # fmt: skip
    return net


def _round(net: nx.DiGraph[str]) -> Iterator[tuple[str, ...]]:
    """Give one circle for each part of the network in which everybody reaches everybody."""
    for part in nx.strongly_connected_components(net):
        first = min(part)
        if len(part) == 1:
            if net.has_edge(first, first):
                yield (first,)
            continue
        inside = net.subgraph(part)
        ways = (nx.shortest_path(inside, after, first) for after in sorted(inside.successors(first)))
        back = min(ways, key=lambda way: (len(way), way))
        yield (first, *back[:-1])
