"""An oracle for the derived edges: what has to follow on one day, from the stated facts and nothing else.

It reads the plain nodes and edges of `ansvar.graph.load.loader.snapshot`, looks at one day at a time and
never computes a period; the program computes periods and never looks at a day.  It shares no statement and no
function with `ansvar.graph.derive`, and takes the connections from the table in `docs/routes.md`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import networkx as nx

from suite.places import edges_on, served_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ansvar.graph.content import Content, Edge

Follows = dict[tuple[Any, ...], set[int]]
"""What an edge says on a day (type, ends, theme, its step) -> how many levels of the line it may go over."""


def change_days(content: Content) -> list[str]:
    """Give the days on which anything begins or ends: in between, every day is like the one before."""
    rows = [*(edge.props for edge in content.edges), *(node.props for node in content.nodes.values())]
    days = {row[name] for row in rows for name in ("valid_from", "valid_to") if name in row}
    return sorted(days)


class Day:
    """What holds on one day.

    Parameters
    ----------
    content : Content
        A snapshot of the graph; its derived edges are looked at by `stands` and `unfounded` only.
    on : str
        The day, ISO text.
    """

    def __init__(self, content: Content, on: str) -> None:
        self.on = on
        self.content = content
        self.labels = {key: node.label for key, node in content.nodes.items()}
        self.units = {key for key, label in self.labels.items() if label not in _NO_UNITS}
        self.facts: dict[str, list[Edge]] = defaultdict(list)
        self.ever: dict[str, list[Edge]] = defaultdict(list)
        for edge in content.edges:
            took_place = edge.props["valid_from"] < edge.props["valid_to"]  # what was taken back never was
            if took_place and "derived_from" not in edge.props:
                self.ever[edge.type].append(edge)
                if self.holds(edge.props):
                    self.facts[edge.type].append(edge)

    def holds(self, props: dict[str, Any]) -> bool:
        return bool(props["valid_from"] <= self.on < props["valid_to"])

    # -- what follows ------------------------------------------------------------------------------

    def follows(self) -> Follows:
        """Work out every derived edge of the day, each place having its own."""
        found: Follows = defaultdict(set)
        fills = {(e.giver, e.receiver) for e in self.facts["FILLS"]} | (bodies := set(self._bodies()))
        serves = {(e.giver, e.receiver) for e in self.facts["SERVES"]} | (places := set(self._places()))
        for edge_type, pairs in (("FILLS", bodies), ("SERVES", places)):
            for pair in pairs:
                found[edge_type, *pair].add(0)
        return found | self._matched(fills, serves)

    def shares(self) -> Follows:
        """Work out what units share with those that they serve: what somebody has whom only they serve.

        He fills every role that units can fill and that no step leads to, and works on every theme.  He is
        made up, so nothing can hang on a place that is really there.
        """
        norms = (*self.ever["OWES"], *self.ever["MAY_ESCALATE_TO"])
        units = {e.receiver for e in self.ever["DEFINES"] if e.props.get("filled_by")}
        roles = units & {end for e in norms for end in (e.giver, e.receiver)}
        roles -= {e.receiver for e in self.ever["MAY_ESCALATE_TO"]}
        servers = {e.giver for e in self.ever["SERVES"]}
        fills = {(e.giver, e.receiver) for e in self.facts["FILLS"]} | set(self._bodies())
        fills |= {(f"served by {server}", role) for server in servers for role in roles}
        serves = {(server, f"served by {server}") for server in servers}
        return {
            what: levels
            for what, levels in self._matched(fills, serves).items()
            if any(str(end).startswith("served by ") for end in what[1:3])
        }

    def _matched(self, fills: set[tuple[str, str]], serves: set[tuple[str, str]]) -> Follows:
        """Work out what goes between those who fill roles."""
        found: Follows = defaultdict(set)
        themes = {key for key, label in self.labels.items() if label == "Theme"}
        for theme in themes:
            world = _World(self, theme, fills, serves)
            for norm in self.facts["OWES"]:
                if theme in norm.props["themes"]:
                    for giver, receiver, _ in list(world.match(norm)):
                        found[(norm.props["edge"], giver, receiver, theme, *_words(norm))].add(0)
                        world.owed[norm.props["edge"]].add((giver, receiver))
            world.settle()
            for norm in self.facts["MAY_ESCALATE_TO"]:
                if theme in norm.props["themes"]:
                    for giver, receiver, levels in world.match(norm):
                        found[("ESCALATES_TO", giver, receiver, theme, *_words(norm))].add(levels)
        return found

    def _bodies(self) -> Iterator[tuple[str, str]]:
        """Units that fill a role for what they are."""
        for rule in self.facts["DEFINES"]:
            for unit in self.units if rule.props.get("filled_by") else ():
                props = self.content.nodes[unit].props
                meant = {self.labels[unit], "Unit", "Entity"} & set(rule.props["filled_by"])
                codes = rule.props.get("unit_codes")
                if meant and (not codes or props.get("code") in codes) and self.holds(props):
                    yield unit, rule.receiver

    def _places(self) -> Iterator[tuple[str, str]]:
        """Who serves a place's region, or one around it, serves the place; not while one serves it itself."""
        regions = self.digraph("PART_OF")
        named = {e.receiver for e in self.facts["SERVES"]}
        for lies in self.facts["LOCATED_IN"]:
            if lies.giver not in named and self.labels[lies.giver] != "Region":
                around = {lies.receiver}
                if lies.receiver in regions:
                    around |= {
                        r for r in nx.descendants(regions, lies.receiver) if self.labels[r] == "Region"
                    }
                for edge in self.facts["SERVES"]:
                    if edge.receiver in around:
                        yield edge.giver, lies.giver

    def digraph(self, *edge_types: str) -> nx.DiGraph[str]:
        return nx.DiGraph([(e.giver, e.receiver) for kind in edge_types for e in self.facts[kind]])

    def works_on(self, key: str, theme: str) -> bool:
        """Whether somebody's field holds the theme: his own, else that of his networks, else every theme.

        Whether he has one is asked of all time: a field that ended does not widen to every theme.
        """
        if any(e.giver == key for e in self.ever["COVERS"]):
            return any((e.giver, e.receiver) == (key, theme) for e in self.facts["COVERS"])
        ties = ("MEMBER_OF", "COORDINATES")
        days = change_days(self.content) if self.ever["EXCLUDES"] else []
        fields = {e.giver for e in self.ever["COVERS"]}
        mine = [e for tie in ties for e in self.ever[tie] if e.giver == key and e.receiver in fields]
        if days:  # a membership that the instruction rules out on all its days is none
            mine = [e for e in mine if not self._is_ruled_out(e, days)]
        if not mine or any(self._is_kept_out(key, body, self.on) for body in self._bodies_of(key, ties)):
            now = {b for b in self._bodies_of(key, ties) if not self._is_kept_out(key, b, self.on)} & fields
            covered = {e.receiver for e in self.facts["COVERS"] if e.giver in now}
            return not covered or theme in covered
        return any(
            e.giver in self._bodies_of(key, ties) and e.receiver == theme for e in self.facts["COVERS"]
        )

    def _bodies_of(self, key: str, ties: Iterable[str]) -> set[str]:
        return {e.receiver for tie in ties for e in self.facts[tie] if e.giver == key}

    def _is_ruled_out(self, tie: Edge, days: Iterable[str]) -> bool:
        """Whether there is no day on which a tie to a body, and a field of it, hold and are allowed."""
        covers = [e for e in self.ever["COVERS"] if e.giver == tie.receiver]
        spans = [
            (
                max(tie.props["valid_from"], c.props["valid_from"]),
                min(tie.props["valid_to"], c.props["valid_to"]),
            )
            for c in covers
        ]
        barred = [
            day
            for start, end in spans
            for day in {start, *days}
            if start <= day < end and self._is_kept_out(tie.giver, tie.receiver, day)
        ]
        free = [
            day for start, end in spans for day in {start, *days} if start <= day < end and day not in barred
        ]
        return bool(barred) and not free

    def _is_kept_out(self, post: str, body: str, day: str) -> bool:
        """Whether an instruction keeps those with the post's roles out of a body on a day."""

        def then(kind: str) -> list[Edge]:
            return [e for e in self.ever[kind] if e.props["valid_from"] <= day < e.props["valid_to"]]

        if not (rules := then("EXCLUDES")):
            return False
        roles = {e.receiver for e in then("FILLS") if e.giver == post}
        of_body = {e.receiver for e in then("FILLS") if e.giver == body}
        for rule in then("DEFINES"):
            meant = {self.labels[body], "Unit", "Entity"} & set(rule.props.get("filled_by") or ())
            codes = rule.props.get("unit_codes")
            if meant and (not codes or self.content.nodes[body].props.get("code") in codes):
                of_body.add(rule.receiver)
        return any(
            (r.giver in roles and r.receiver in of_body) or (r.receiver in roles and r.giver in of_body)
            for r in rules
        )

    # -- what stands there -------------------------------------------------------------------------

    def stands(self) -> Follows:
        """Give the derived edges of the day in the same words, the shared ones as each place has them."""
        return self._told(edges_on(self.content, self.on))

    def stands_shared(self) -> Follows:
        """Give the shared edges of the day in the same words, with somebody made up at their served end."""
        return self._told(
            served_by(edge, f"served by {getattr(edge, end)}")
            for edge in self.content.edges
            if (end := edge.props.get("served_end")) and self.holds(edge.props)
        )

    @staticmethod
    def _told(edges: Iterable[Edge]) -> Follows:
        found: Follows = defaultdict(set)
        for edge in edges:
            if "derived_from" not in edge.props:
                continue
            ends = (edge.type, edge.giver, edge.receiver)
            if edge.type in ("FILLS", "SERVES"):
                found[ends].add(0)
                continue
            for theme in edge.props["themes"]:
                found[(*ends, theme, *_told(edge.props))].add(edge.props.get("distance", 0))
        return found

    def unfounded(self) -> list[tuple[str, str]]:
        """Give what derived edges of the day say that they rest on, and that does not hold on the day."""
        now = [e for e in self.content.edges if self.holds(e.props)]
        ground = {f"{e.giver} {e.type} {e.receiver}" for e in now}
        ground |= {f"{key} Unit {key}" for key in self.units if self.holds(self.content.nodes[key].props)}
        derived = [e for e in now if "derived_from" in e.props]
        return [
            (f"{e.type} {e.giver} {e.receiver}", line)
            for e in derived
            for line in e.props["derived_from"]
            if line not in ground
        ]


_NO_UNITS = {
    "Post", "Person", "Role", "Theme", "MatterKind", "Instruction", "Clause", "Duty", "OpenQuestion",
    "Organisation",
}  # fmt: skip


def _words(norm: Edge) -> tuple[Any, ...]:
    """What an instruction says of a step or relation, as the edge that follows has to carry it."""
    props = norm.props
    said = (props["via"], tuple(props.get("clauses", ())))
    if norm.type == "OWES":
        return said
    return (
        *said, props["step"], props["stated_by"], norm.giver, norm.receiver, tuple(sorted(props["matters"])),
        props["basis"], bool(props.get("alternative")),
    )  # fmt: skip


def _told(props: dict[str, Any]) -> tuple[Any, ...]:
    said = (props["via"], tuple(props.get("clauses", ())))
    if "step" not in props:
        return said
    return (
        *said, props["step"], props["instruction"], props["from_role"], props["to_role"],
        tuple(sorted(props["matters"])), props["basis"], bool(props.get("alternative")),
    )  # fmt: skip


class _World:
    """One day, seen with one theme: who can be matched with whom."""

    def __init__(
        self, day: Day, theme: str, fills: set[tuple[str, str]], serves: set[tuple[str, str]]
    ) -> None:
        self.day = day
        self.theme = theme
        self.fills = fills
        self.serves = serves
        self.owed: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self.settled: dict[str, set[tuple[str, str]]] = {}
        self.line = day.digraph("PART_OF")

    def settle(self) -> None:
        """From here on, the routes go over what is owed."""
        self.settled = dict(self.owed)

    def match(self, norm: Edge) -> Iterator[tuple[str, str, int]]:
        """Give who takes the step, to whom, and how many levels lie in between."""
        givers = {key for key, role in self.fills if role == norm.giver}
        receivers = {key for key, role in self.fills if role == norm.receiver}
        for giver, receiver, levels in getattr(self, f"_{norm.props['via']}")(givers, receivers):
            if giver in givers and receiver in receivers:
                ends = (giver, receiver)
                if all(self.day.works_on(key, self.theme) for key in ends):
                    yield giver, receiver, levels

    def _pairs(self, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str, int]]:
        return ((giver, receiver, 0) for giver, receiver in pairs)

    def _stated(self, *edge_types: str) -> set[tuple[str, str]]:
        return {(e.giver, e.receiver) for kind in edge_types for e in self.day.facts[kind]}

    def _serves(self, givers: set[str], _: set[str]) -> Iterator[tuple[str, str, int]]:
        seats = {(post, unit) for post, unit in self._stated("POST_IN") if post in givers}
        return self._pairs(
            (post, place) for post, unit in seats for home, place in self.serves if home == unit
        )

    def _follows_up(self, *_: set[str]) -> Iterator[tuple[str, str, int]]:
        return self._pairs((b, a) for a, b in self.settled.get("FOLLOWS_UP", ()))

    def _guided_by(self, *_: set[str]) -> Iterator[tuple[str, str, int]]:
        return self._pairs((b, a) for a, b in self.settled.get("GUIDES", ()))

    def _informs(self, *_: set[str]) -> Iterator[tuple[str, str, int]]:
        return self._pairs(self.settled.get("INFORMS", ()))

    def _member_of(self, *_: set[str]) -> Iterator[tuple[str, str, int]]:
        return self._pairs(self._stated("MEMBER_OF"))

    def _coordinated_by(self, *_: set[str]) -> Iterator[tuple[str, str, int]]:
        return self._pairs((unit, post) for post, unit in self._stated("COORDINATES"))

    def _same_network(self, *_: set[str]) -> Iterator[tuple[str, str, int]]:
        ties = self._stated("MEMBER_OF", "COORDINATES")
        return self._pairs((a, b) for a, one in ties for b, other in ties if one == other and a != b)

    def _line_above(self, givers: set[str], receivers: set[str]) -> Iterator[tuple[str, str, int]]:
        for giver in givers:
            for receiver in receivers - {giver}:
                for levels in self._levels(giver, receiver):
                    yield giver, receiver, levels

    def _line_below(self, givers: set[str], receivers: set[str]) -> Iterator[tuple[str, str, int]]:
        return ((giver, receiver, levels) for receiver, giver, levels in self._line_above(receivers, givers))

    def _levels(self, low: str, high: str) -> set[int]:
        """How many levels `high` may lie above `low`, by each way up.

        A place stands in the line of whoever serves it too; a post stands where it sits.
        """
        seats = self._stated("POST_IN")
        homes = {unit for post, unit in seats if post == low} | {
            u for u, place in self.serves if place == low
        }
        homes |= {low} & self.day.units
        tops = {unit for post, unit in seats if post == high} | ({high} & self.day.units)
        found = {0} if homes & tops else set()
        for home in homes & set(self.line):
            for top in (tops & set(self.line)) - {home}:
                found |= {len(way) - 1 for way in nx.all_simple_paths(self.line, home, top)}
        return found
