"""An oracle for the coverage map: the state of a cell, from an export of the graph and nothing else of ours.

It reads the plain nodes and edges of `ansvar.graph.load.loader.snapshot` into networkx graphs and follows
the rules as `docs/routes.md` tells them.  It shares no statement and no function with what it judges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx
import yaml

from suite.engines import ROOT
from suite.places import edges_on

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.graph.content import Content

MEMBERS_ONLY = {"member_of", "same_network"}
"""Connections over which only somebody who is there brings a matter."""


def within_line() -> set[str]:
    """Read from the connections which of them stay within a line."""
    found = set()
    for path in (ROOT / "graph" / "derive" / "connections").glob("*.cypher"):
        head = [line[3:] for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("// ")]
        lines = [line for line in head if line.startswith("within_line:")]
        if yaml.safe_load(lines[0])["within_line"]:
            found.add(path.stem)
    return found


@dataclass(frozen=True)
class End:
    """How a walk ended."""

    state: str
    chain: tuple[str, ...]


class World:
    """One day of one graph."""

    def __init__(self, content: Content, on: dt.date) -> None:
        self.on = on.isoformat()
        self.content = content
        self.labels = {key: node.label for key, node in content.nodes.items()}
        self.ways = within_line()
        self.by_type: dict[str, list[Any]] = {}
        for edge in edges_on(content, self.on):
            self.by_type.setdefault(edge.type, []).append(edge)

    def holds(self, props: dict[str, Any]) -> bool:
        return bool(props["valid_from"] <= self.on < props["valid_to"])

    def edges(self, edge_type: str, giver: str = "", receiver: str = "") -> list[Any]:
        return [
            e
            for e in self.by_type.get(edge_type, [])
            if giver in ("", e.giver) and receiver in ("", e.receiver)
        ]

    def roles(self, key: str) -> set[str]:
        return {e.receiver for e in self.edges("FILLS", giver=key)}

    # -- who is there ------------------------------------------------------------------------------

    def held(self, key: str) -> bool:
        away = {e.giver for e in self.edges("ABSENT_FROM", receiver=key)}
        return any(e.giver not in away for e in self.edges("HOLDS", receiver=key))

    def deputised(self, key: str) -> bool:
        away = {e.giver for e in self.edges("ABSENT_FROM", receiver=key)}
        people = set()
        for edge in self.edges("DEPUTISES_FOR", receiver=key):
            if self.labels[edge.giver] == "Person":
                people.add(edge.giver)
            else:
                people |= {h.giver for h in self.edges("HOLDS", receiver=edge.giver)}
        return bool(people - away)

    def body_lacks_everybody(self, key: str) -> bool:
        wanted = [
            d.receiver
            for d in self.edges("DEFINES")
            if d.props.get("per") and self.is_a(key, d.props["per"]) and d.props.get("at_least", 0) > 0
        ]
        belonging = [
            e.giver
            for kind in ("MEMBER_OF", "COORDINATES", "POST_IN")
            for e in self.edges(kind, receiver=key)
        ]
        there = any(role in self.roles(post) for role in wanted for post in belonging)
        return bool(wanted) and not self.edges("MEMBER_OF", receiver=key) and not there

    def is_a(self, key: str, label: str) -> bool:
        unit = self.labels[key] not in ("Post", "Person", "Role")
        return label in (self.labels[key], "Entity") or (label == "Unit" and unit)

    def present(self, key: str) -> bool:
        """Somebody is there who is neither a deputy nor away."""
        return self.held(key) if self.labels[key] == "Post" else not self.body_lacks_everybody(key)

    def usable(self, key: str, role: str) -> bool:
        alone = any(d.props.get("in_person") for d in self.edges("DEFINES", receiver=role))
        return self.present(key) or (self.deputised(key) and not alone)

    # -- what is foreseen --------------------------------------------------------------------------

    def line(self, key: str) -> set[str]:
        """The units above: of a post from its unit on, of a place also from whoever serves it."""
        up = nx.DiGraph([(e.giver, e.receiver) for e in self.edges("PART_OF")])
        homes = {e.receiver for e in self.edges("POST_IN", giver=key)}
        homes |= {e.giver for e in self.edges("SERVES", receiver=key)}
        homes |= set() if self.labels[key] == "Post" else {key}
        return homes | {above for home in homes if home in up for above in nx.descendants(up, home)}

    def foreseen(self, key: str, roles: set[str], case: tuple[str, str]) -> list[tuple[str, bool]]:
        """The roles that an instruction lets those at `key` turn to, each with whether it is another way."""
        found = []
        for step in self.edges("MAY_ESCALATE_TO"):
            props = step.props
            if props["basis"] == "not_said":
                continue
            if step.giver not in roles or case[0] not in props["themes"] or case[1] not in props["matters"]:
                continue
            seats = [
                d.props.get("seat")
                for d in self.edges("DEFINES", giver=props["stated_by"], receiver=step.receiver)
            ]
            seat = seats[0] if seats else None
            if seat and props["via"] in self.ways:
                units = self.line(key)
                codes = {self.content.nodes[unit].props.get("code") for unit in units}
                if seat not in codes and not any(self.is_a(unit, seat) for unit in units):
                    continue
            found.append((step.receiver, bool(props["alternative"])))
        return found

    def receiving(self, case: tuple[str, str]) -> set[str]:
        return {
            s.receiver
            for s in self.edges("MAY_ESCALATE_TO")
            if case[0] in s.props["themes"]
            and case[1] in s.props["matters"]
            and s.props["basis"] != "not_said"
        }

    def needed(self, role: str, case: tuple[str, str]) -> bool:
        """Somebody has to be there, in the role or where the ordinary way leads from it."""
        must = [
            r.props["must_reach"]
            for r in self.edges("REGULATES", receiver=case[1])
            if r.props.get("must_reach")
        ]
        ways: nx.DiGraph[str] = nx.DiGraph()
        ways.add_node(role)
        for step in self.edges("MAY_ESCALATE_TO"):
            props = step.props
            about = case[0] in props["themes"] and case[1] in props["matters"]
            if about and not props["alternative"] and props["basis"] != "not_said":
                ways.add_edge(step.giver, step.receiver)
        ahead = {role} | nx.descendants(ways, role)
        return not must or any(ahead & set(roles) for roles in must)

    def steps(self, case: tuple[str, str]) -> nx.MultiDiGraph[str]:
        """The steps that are open for a theme and a matter."""
        graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for edge in self.edges("ESCALATES_TO"):
            if case[0] in edge.props["themes"] and case[1] in edge.props["matters"]:
                graph.add_edge(edge.giver, edge.receiver, **edge.props)
        return graph

    # -- the way -----------------------------------------------------------------------------------

    def cell(self, place: str, theme: str, matter: str) -> End:  # noqa: C901, PLR0912  (each rule once)
        """Follow the rules from a place to where they end."""
        case = (theme, matter)
        graph = self.steps(case)
        roles = self.roles(place)
        leads_on = place in graph and any(
            props["basis"] != "not_said" for _, _, props in graph.out_edges(place, data=True)
        )
        if not leads_on and not self.foreseen(place, roles, case):
            return End("whole" if roles & self.receiving(case) else "not_said", ())
        here, asked_in, last, last_asked_in = place, roles, place, roles
        chain: list[str] = []
        helped = False
        while True:
            ordinary = self.next_from(graph, here, asked_in, {place, *chain}, alternative=False)
            ways = self.next_from(graph, last, last_asked_in, {place, *chain}, alternative=True)
            ways = [way for way in ways if self.usable(*way[:2])]
            named = self.next_from(graph, last, last_asked_in, {place, *chain}, alternative=None)
            natural = any(self.usable(*way[:2]) for way in named)
            lacking = ""
            taken: tuple[str, str, str] | None = None
            if here != last:  # nobody is here
                lacking = next(iter(asked_in))
                natural |= any(self.usable(*way[:2]) and way[2] not in MEMBERS_ONLY for way in ordinary)
            elif ordinary:
                taken = ordinary[0]
            elif self.next_from(graph, here, asked_in, set(), alternative=False):
                return End("broken", tuple(chain))
            else:
                missing = [
                    role
                    for role, other in self.foreseen(here, asked_in, case)
                    if not other and role not in asked_in
                ]
                if not missing and (chain or not ways):
                    return End("fallback" if helped else "whole", tuple(chain))
                if missing:
                    lacking = missing[0]
                else:
                    taken = ways[0]
            if lacking:
                if not self.needed(lacking, case):
                    return End("fallback" if helped else "whole", tuple(chain))
                if not ways:
                    return End("not_said" if natural else "broken", tuple(chain))
                taken, helped = ways[0], True
            assert taken is not None
            here, asked_in = taken[0], {taken[1]}
            chain.append(here)
            if self.usable(here, taken[1]):
                last, last_asked_in = here, asked_in
                helped |= not self.present(here)

    def next_from(
        self,
        graph: nx.MultiDiGraph[str],
        key: str,
        roles: set[str],
        seen: set[str],
        *,
        alternative: bool | None,
    ) -> list[tuple[str, str, str]]:
        """The receivers of open steps, their roles and connections; None asks for those that no clause says.

        Of each step the nearest only; those where somebody is go first.
        """
        if key not in graph:
            return []
        out = [
            (to, props)
            for _, to, props in graph.out_edges(key, data=True)
            if (None if props["basis"] == "not_said" else bool(props["alternative"])) == alternative
            and props["from_role"] in roles
            and to not in seen
        ]
        near = {
            name: min(p.get("distance") or 0 for _, p in out if p["step"] == name)
            for name in {p["step"] for _, p in out}
        }
        best = [(to, p) for to, p in out if (p.get("distance") or 0) == near[p["step"]]]
        best.sort(key=lambda item: (not self.usable(item[0], item[1]["to_role"]), item[0], item[1]["step"]))
        return [(to, p["to_role"], p["via"]) for to, p in best]
