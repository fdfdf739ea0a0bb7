"""An oracle for routes: whom somebody turns to on one day, from a snapshot and the rules of `docs/routes.md`.

It goes beyond the oracle of `suite.cells`, which knows the chain from a place: here posts, people
and every unit ask, and the answer is a whole one: roles, states, who is skipped and why, other ways.  It
shares no statement and no function with `ansvar.queries.trace`.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import networkx as nx

from suite.derivation import Day
from suite.places import edges_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.content import Content, Edge

MEMBERS_ONLY = {"member_of", "same_network"}
"""Connections over which only somebody who is there brings a matter."""
NEAR_ONLY = {"line_above"}
"""Connections that are foreseen only for those in whose line the receiver's seat lies."""


@dataclass
class Told:
    """A route in words: its steps, links that failed, and the keys of other ways."""

    start: str
    status: str = ""
    steps: list[tuple[str, str, str, str]] = field(default_factory=list)
    skipped: list[list[str]] = field(default_factory=list)
    others: list[list[str]] = field(default_factory=list)
    natural: str = ""
    roads: list[Edge] = field(default_factory=list, compare=False)


@dataclass
class _Place:
    """Where a walk stands: last step taken, and the last place where somebody took the matter up."""

    at: str
    roles: set[str]
    base: str
    base_roles: set[str]


class Routes(Day):
    """All routes of one day, for one theme and one kind of matter."""

    def __init__(self, content: Content, on: str, theme: str, matter: str) -> None:
        super().__init__(content, on)
        self.theme = theme
        self.asking: set[str] = set()
        self.now: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges_on(content, on):
            self.now[edge.type].append(edge)
        meant = [
            e for kind in ("MAY_ESCALATE_TO", "ESCALATES_TO") for e in self.now[kind]
            if theme in e.props["themes"] and matter in e.props["matters"]
        ]  # fmt: skip
        said = [e for e in meant if e.props["basis"] != "not_said"]
        self.said = [e for e in said if e.type == "MAY_ESCALATE_TO"]
        self.open = [e for e in said if e.type == "ESCALATES_TO"]
        self.suggested = [e for e in meant if e.props["basis"] == "not_said" and e.type == "ESCALATES_TO"]
        regulates = [e for e in self.now["REGULATES"] if e.receiver == matter]
        self.must = {e.giver: set(e.props["must_reach"]) for e in regulates if e.props.get("must_reach")}
        self.line = self.digraph("PART_OF")

    def to(self, kind: str, key: str) -> list[str]:
        return [e.giver for e in self.now[kind] if e.receiver == key]

    def of(self, kind: str, key: str) -> list[str]:
        return [e.receiver for e in self.now[kind] if e.giver == key]

    # -- who is there ------------------------------------------------------------------------------

    def deputies(self, key: str) -> list[str]:
        """People who step in, in the order of who was named, without those who are away themselves."""
        found = []
        for named in sorted(set(self.to("DEPUTISES_FOR", key))):
            found += [named] if self.labels[named] == "Person" else sorted(self.to("HOLDS", named))
        return [person for person in found if person not in self.to("ABSENT_FROM", key)]

    def state(self, key: str) -> tuple[str, str, str]:
        """Give the state of a post or body, since when, and until when."""
        began = self.content.nodes[key].props["valid_from"]
        if self.labels[key] != "Post":
            return self._state_of_body(key, began)
        holders, away = self.to("HOLDS", key), self.to("ABSENT_FROM", key)
        if not holders:
            ended = [e.props["valid_to"] for e in self.past("HOLDS", key)]
            return "vacant", max(ended, default=began), ""
        if set(holders) - set(away):
            return "filled", "", ""
        gone = [e.props for e in self.now["ABSENT_FROM"] if e.receiver == key and e.giver in holders]
        return "absent", min(p["valid_from"] for p in gone), min(p["valid_to"] for p in gone)

    def past(self, kind: str, key: str) -> list[Edge]:
        return [e for e in self.ever[kind] if e.receiver == key and e.props["valid_from"] <= self.on]

    def _state_of_body(self, key: str, began: str) -> tuple[str, str, str]:
        kinds = {self.labels[key], "Entity"} | ({"Unit"} & {"Unit" if key in self.units else ""})
        wanted = {
            e.receiver for e in self.now["DEFINES"]
            if e.props.get("per") in kinds and e.props.get("at_least", 0) > 0
        }  # fmt: skip
        members = [post for post in self.to("MEMBER_OF", key) if not self.is_kept_out(post, key)]
        inside = [post for kind in ("MEMBER_OF", "COORDINATES", "POST_IN") for post in self.to(kind, key)]
        seats = {*members, *(post for post in inside if wanted & set(self.of("FILLS", post)))}
        if not wanted or any(self.is_held(post) for post in seats):
            return "body", "", ""
        emptied = [began]
        for edge in self.past("MEMBER_OF", key):
            if not self.is_kept_out(edge.giver, key):
                held = [e.props["valid_to"] for e in self.past("HOLDS", edge.giver)]
                ends = [min(edge.props["valid_to"], end) for end in held] or [edge.props["valid_from"]]
                emptied += [day for day in ends if day <= self.on]
        for post in inside:
            if wanted & set(self.of("FILLS", post)):
                emptied += [e.props["valid_to"] for e in self.past("HOLDS", post)]
        return "vacant", max(emptied), ""

    def is_held(self, post: str) -> bool:
        """Whether somebody holds a post, or may do so: nobody has told who holds it."""
        return bool(self.to("HOLDS", post)) or self.content.nodes[post].props.get("occupancy") == "unknown"

    def is_kept_out(self, post: str, body: str) -> bool:
        """Whether the instruction keeps those with the post's roles out of the body."""
        roles, theirs = set(self.of("FILLS", post)), set(self.of("FILLS", body))
        ruled = {(e.giver, e.receiver) for e in self.now["EXCLUDES"]}
        return any({(one, two), (two, one)} & ruled for one in roles for two in theirs)

    def stand_ins(self, key: str, role: str) -> list[str]:
        """Who may take the matter up for the holder: no deputy who asks, none where it is done in person."""
        alone = any(e.receiver == role and e.props.get("in_person") for e in self.now["DEFINES"])
        return [] if alone else [each for each in self.deputies(key) if each not in self.asking]

    def usable(self, step: Edge) -> bool:
        there = self.state(step.receiver)[0] in ("filled", "body")
        return there or bool(self.stand_ins(step.receiver, step.props["to_role"]))

    def needed(self, role: str) -> bool:
        """Somebody has to be there, in the role or where the ordinary way leads from it."""
        ways = nx.DiGraph([(e.giver, e.receiver) for e in self.said if not e.props["alternative"]])
        ahead = {role} | (nx.descendants(ways, role) if role in ways else set())
        return not self.must or any(ahead & roles for roles in self.must.values())

    # -- what may be done --------------------------------------------------------------------------

    def foreseen(self, key: str, roles: Iterable[str]) -> list[Edge]:
        """What the instruction foresees for those at `key`, in the order of role, step and receiver."""
        homes = set(self.of("POST_IN", key)) | set(self.to("SERVES", key)) | ({key} & self.units)
        above = homes | {u for home in homes & set(self.line) for u in nx.descendants(self.line, home)}
        marks = {self.content.nodes[u].props.get("code") for u in above} | {self.labels[u] for u in above}
        marks |= {"Unit", "Entity"} if above else set()
        seats = {(e.giver, e.receiver): e.props.get("seat") for e in self.now["DEFINES"]}
        found = []
        for step in self.said:
            seat = seats.get((step.props["stated_by"], step.receiver))
            near = step.props["via"] in NEAR_ONLY
            if step.giver in roles and (not near or not seat or seat in marks):
                found.append(step)
        return sorted(found, key=lambda e: (e.giver, e.props["step"], e.receiver))

    def says_something(self, key: str, roles: Iterable[str]) -> bool:
        return any(e.giver == key for e in self.open) or bool(self.foreseen(key, roles))

    def ways(self, key: str, roles: Iterable[str], *, other: bool | None = None) -> list[Edge]:
        """Open steps, of each step the nearest receivers; near ones first, then those with somebody there."""
        mine = [e for e in self.open if e.giver == key and e.props["from_role"] in roles]
        if other is not None:
            mine = [e for e in mine if bool(e.props["alternative"]) == other]
        return mine

    def best(self, edges: Iterable[Edge], seen: Iterable[str]) -> list[Edge]:
        fresh = [e for e in edges if e.receiver not in seen]
        near = [e for e in fresh if not any(self._nearer(x, e) for x in fresh)]
        return sorted(
            near,
            key=lambda e: (e.props["distance"], not self.usable(e), e.receiver, e.props["step"]),
        )

    @staticmethod
    def _nearer(one: Edge, other: Edge) -> bool:
        a, b = one.props, other.props
        return bool(a["step"] == b["step"] and a["distance"] < b["distance"])

    # -- the way -----------------------------------------------------------------------------------

    def entries(self, start: str) -> list[tuple[int, str, set[str]]]:
        """Where a route can begin: oneself, a post one holds, the unit it sits in."""
        hops = {start: 0}
        for post in self.of("HOLDS", start):
            hops.setdefault(post, 1)
        for post in list(hops):
            for unit in self.of("POST_IN", post):
                hops[unit] = min(hops.get(unit, 9), hops[post] + 1)
        return sorted((many, key, set(self.of("FILLS", key))) for key, many in hops.items())

    def ask(self, start: str) -> Told:
        self.asking = {start, *self.to("HOLDS", start)}
        entries = self.entries(start)
        begin = [e for e in entries if self.says_something(e[1], e[2])]
        wanted = {step.receiver for step in self.said}
        ends = [e for e in entries if e[2] & wanted]
        hops, key, roles = (begin or ends or entries)[0]
        told = Told(key)
        if not begin:
            told.status = "whole" if roles & wanted else "not_said"
            told.natural = self._suggested(_Place(key, roles, key, roles), {key})
            return told if self.fits(key, entries) else Told(key, "not_applicable")
        self._go(told, _Place(key, roles, key, roles), {key})
        if not told.steps and not self.fits(key, entries):
            return Told(key, "not_applicable")
        told.status = self.status(told)
        if told.steps:
            told.others = self._others(told, key, roles)
        for also in begin:
            if also[0] == hops and also[1] != key:
                way = Told(also[1])
                self._go(way, _Place(also[1], also[2], also[1], also[2]), {also[1]})
                told.others += [[step[0] for step in way.steps]] if way.steps else []
        return told

    @staticmethod
    def status(told: Told) -> str:
        """A whole way on which a clause or a deputy carried something is a fallback."""
        helped = any(item[5] for item in told.skipped) or any(step[3] == "fallback" for step in told.steps)
        return "fallback" if told.status == "whole" and helped else told.status

    def _go(self, told: Told, place: _Place, seen: set[str]) -> None:
        while step := self._choose(told, place, seen):
            self._take(told, place, *step)
            seen.add(place.at)

    def fits(self, key: str, entries: list[tuple[int, str, set[str]]]) -> bool:
        """Tell whether somebody asks who takes matters up, about a theme that he works on."""
        own = self.of("COVERS", key)
        bodies = {body for kind in ("MEMBER_OF", "COORDINATES") for body in self.of(kind, key)}
        bodies = {body for body in bodies if not self.is_kept_out(key, body)}
        field = own or [theme for body in bodies for theme in self.of("COVERS", body)]
        steps = self.now["MAY_ESCALATE_TO"]
        speaking = {role for step in steps for role in (step.giver, step.receiver)}
        speaking |= {e.receiver for e in self.now["DEFINES"] if e.props.get("starts")}
        asked = {role for entry in entries for role in entry[2]}
        return bool(asked & speaking) and (not field or self.theme in field)

    def _choose(self, told: Told, place: _Place, seen: set[str]) -> tuple[Edge, bool] | None:
        """Choose the next step and whether it is a fallback; None at the end, with the status told."""
        ordinary = self.best(self.ways(place.at, place.roles, other=False), seen)
        others = self.best(self.ways(place.base, place.base_roles, other=True), seen)
        others = [e for e in others if self.usable(e)]
        if place.at != place.base:  # nobody is here
            beyond = [e for e in ordinary if e.props["via"] not in MEMBERS_ONLY and self.usable(e)]
            return self._without(told, place, seen, next(iter(place.roles)), others, beyond)
        if ordinary:
            return ordinary[0], False
        told.status = "broken"
        if self.ways(place.at, place.roles, other=False):
            return None  # a circle
        missing = [
            e for e in self.foreseen(place.at, place.roles)
            if not e.props["alternative"] and e.receiver not in place.roles
        ]  # fmt: skip
        if missing:
            state = "unconnected" if missing[0].props["via"] in MEMBERS_ONLY else "missing"
            told.skipped.append(["", missing[0].receiver, state, "", "", ""])
            return self._without(told, place, seen, missing[0].receiver, others, [])
        if others and not told.steps:
            return others[0], False
        told.status, told.natural = "whole", self._suggested(place, seen)
        return None

    def _without(
        self, told: Told, place: _Place, seen: set[str], role: str, others: list[Edge], beyond: list[Edge]
    ) -> tuple[Edge, bool] | None:
        """Go on where nobody is in a role, if a clause says how."""
        natural = beyond[0].receiver if beyond else self._suggested(place, seen)
        if not self.needed(role):
            told.status, told.natural = "whole", natural
            return None
        if others:
            return others[0], True
        told.status, told.natural = ("not_said", natural) if natural else ("broken", "")
        return None

    def _suggested(self, place: _Place, seen: set[str]) -> str:
        """Whom the file names where no clause says who."""
        named = [
            e for e in self.suggested if e.giver == place.base and e.props["from_role"] in place.base_roles
        ]
        there = [e for e in self.best(named, seen) if self.usable(e)]
        return there[0].receiver if there else ""

    def _take(self, told: Told, place: _Place, edge: Edge, fallback: bool) -> None:
        key, role = edge.receiver, edge.props["to_role"]
        state, since, until = self.state(key)
        told.steps.append((key, role, state, "fallback" if fallback else edge.props["basis"]))
        told.roads.append(edge)
        place.at, place.roles = key, {role}
        deputies = self.stand_ins(key, role)
        if self.usable(edge):
            place.base, place.base_roles = key, {role}
            for item in told.skipped:
                item[5] = item[5] or key
        if state not in ("filled", "body"):
            told.skipped.append([key, role, state, since, until, deputies[0] if deputies else ""])

    def _others(self, told: Told, start: str, roles: set[str]) -> list[list[str]]:
        """Other lawful ways: at each place on the way where somebody is, every other open step."""
        main = [step[0] for step in told.steps]
        found: list[list[str]] = []
        known = [main, [edge.receiver for edge in told.roads if self.usable(edge)]]
        stops: list[tuple[str, set[str]]] = [(start, roles), *[(step[0], {step[1]}) for step in told.steps]]
        for number, (key, here) in enumerate(stops):
            if number and not self.usable(told.roads[number - 1]):
                continue
            passed = {start, *main[: number + 1]}
            near = [
                e for e in self.ways(key, here) if not any(self._nearer(x, e) for x in self.ways(key, here))
            ]
            for edge in near:
                if edge.receiver in passed or not self.usable(edge):
                    continue
                way = Told(start)
                role = {edge.props["to_role"]}
                way.steps = [*told.steps[:number], (edge.receiver, *role, "", "")]
                way.roads = [*told.roads[:number], edge]
                place = _Place(edge.receiver, role, edge.receiver, role)
                self._go(way, place, {start, edge.receiver, *main[:number]})
                keys = [step[0] for step in way.steps]
                if keys not in [*known, *found]:
                    found.append(keys)
        return found


def told_by(route: Any) -> Told:
    """Give an answer of the program in the oracle's words."""
    told = Told(route.start["key"], route.status)
    told.steps = [(s.key, s.role, s.state, s.basis) for s in route.steps]
    told.skipped = [
        [part or "" for part in (s.key, s.role, s.state, s.since, s.until, s.carried_by)]
        for s in route.skipped
    ]
    told.others = [[step.key for step in way] for way in route.alternatives]
    told.natural = route.natural.key if route.natural else ""
    return told
