"""Random edits of a graph, one fact or a few at a time, as plans that the program can write down.

They go by labels and edge types alone: what an edit means for routes is for the derivation to find out.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Edge, Node
from ansvar.graph.content.plan import Plan
from suite.dice import DAYS, ROLES
from suite.words import MATTERS, THEMES

if TYPE_CHECKING:
    from random import Random

    from ansvar.graph.content import Content

ALWAYS = {"valid_from": "2018-01-01", "valid_to": "9999-12-31"}
POST_ROLES = ("contact", "expert", "leader", "chief")
LINKS = {
    "FILLS": ("Post", "Role"), "POST_IN": ("Post", "Unit"), "MEMBER_OF": ("Post", "Network"),
    "COORDINATES": ("Post", "Network"), "COVERS": ("", "Theme"), "SERVES": ("Unit", "Unit"),
    "LOCATED_IN": ("Unit", "Region"), "PART_OF": ("Unit", "Unit"), "HOLDS": ("Person", "Post"),
    "DEPUTISES_FOR": ("Person", "Post"), "ABSENT_FROM": ("Person", "Post"),
}  # fmt: skip
"""Edge type -> what it leads from and to; nothing stands for posts and units."""
NOT_UNITS = {"Post", "Person", "Role", "Theme", "MatterKind", "Instruction", "Clause", "Duty", "Organisation"}


class Edits:
    """Throws one edit after the other and keeps what the graph states by then."""

    def __init__(self, dice: Random, content: Content) -> None:
        self.dice = dice
        self.nodes = dict(content.nodes)
        self.edges = {edge.name: edge for edge in content.edges if not edge.derived}
        self.number = 0

    def throw(self) -> tuple[str, Plan]:
        """Give the name of an edit and the plan that carries it out."""
        kinds = (
            ["link"] * 5
            + ["period"] * 5
            + ["field"] * 2
            + ["unit"] * 2
            + ["new unit", "new post", "step", "norm"]
        )
        kind = self.dice.choice(kinds)
        plan = Plan()
        getattr(self, f"_{kind.replace(' ', '_')}")(plan)
        for thing in (fact.after for fact in plan.facts):
            if isinstance(thing, Node):
                self.nodes[thing.key] = thing
            else:
                self.edges[thing.name] = thing
        return f"{kind}: {plan.facts}", plan

    def period(self) -> dict[str, str]:
        """Throw a period, sometimes one without a day in it."""
        first, second, third = DAYS
        start, end = self.dice.choice(
            [("", ""), ("", ""), ("", second), (second, ""), (first, third), (third, third), ("", first)]
        )
        return {"valid_from": start or ALWAYS["valid_from"], "valid_to": end or ALWAYS["valid_to"]}

    def keys(self, label: str) -> list[str]:
        """Give the keys of all nodes with a label, in order."""
        return sorted(k for k, node in self.nodes.items() if self._is(node.label, label))

    @staticmethod
    def _is(label: str, wanted: str) -> bool:
        if wanted == "Unit":
            return label not in NOT_UNITS
        return label == wanted or (not wanted and (label == "Post" or label not in NOT_UNITS))

    def _link(self, plan: Plan) -> None:
        edge_type = self.dice.choice(list(LINKS))
        givers, receivers = map(self.keys, LINKS[edge_type])
        if edge_type == "COVERS" and self.dice.random() < 0.6:
            givers = self.keys("Network")
        if edge_type == "FILLS":
            receivers = [key for key in receivers if key in POST_ROLES]
        if not givers or not receivers:
            return
        giver, receiver = self.dice.choice(givers), self.dice.choice(receivers)
        if edge_type == "PART_OF" and giver <= receiver:
            return  # the loader refuses circles
        self._add(plan, Edge(edge_type, giver, receiver, self.period() | {"stated_by": "organisation:t"}))

    def _add(self, plan: Plan, edge: Edge) -> None:
        if edge.name not in self.edges and edge.giver != edge.receiver:
            plan.add(None, edge)

    def _period(self, plan: Plan) -> None:
        before = self.dice.choice([edge for _, edge in sorted(self.edges.items()) if edge.type in LINKS])
        end = self.dice.choice([*DAYS, before.props["valid_from"], ALWAYS["valid_to"]])
        after = replace(before, props=before.props | {"valid_to": max(end, before.props["valid_from"])})
        plan.add(before, after)

    def _field(self, plan: Plan) -> None:
        """Change a theme of a body, which is a theme of all in it."""
        covers = [
            e for _, e in sorted(self.edges.items()) if e.type == "COVERS" and e.giver in self.keys("Network")
        ]
        if covers:
            before = self.dice.choice(covers)
            end = self.dice.choice(
                [day for day in (*DAYS, ALWAYS["valid_to"]) if day >= before.props["valid_from"]]
            )
            after = replace(before, props=before.props | {"valid_to": end})
            plan.add(before, after)

    def _unit(self, plan: Plan) -> None:
        before = self.nodes[self.dice.choice(self.keys("Unit"))]
        props = {k: v for k, v in before.props.items() if k not in ("dated", "changed_on")}
        kind = self.dice.choice(["code", "history", "end", "name"])
        if kind == "code":
            props["code"] = self.dice.choice(["HEAD", "CARE", "OTHER"])
        elif kind == "history":
            props |= {"code": "HEAD", "changed_on": DAYS[1]}
            props["dated"] = json.dumps({"code": [["", "CARE"], [DAYS[1], "HEAD"]]})
        elif kind == "end":
            props["valid_to"] = self.dice.choice([DAYS[1], ALWAYS["valid_to"]])
        else:
            props["name_en"] = "another name"
        plan.add(before, replace(before, props=props))

    def _new(self, plan: Plan, label: str) -> str:
        self.number += 1
        key = f"{label.lower()}:new-{self.number}"
        props: dict[str, Any] = {"key": key, "name_nb": key, "name_en": key, "stated_by": "organisation:t"}
        plan.add(None, Node(label, props | ALWAYS))
        return key

    def _new_unit(self, plan: Plan) -> None:
        label = self.dice.choice(
            ["ReceptionCentre", "ReceptionCentre", "RegionalOffice", "Department", "Network"]
        )
        key = self._new(plan, label)
        for edge_type, kind, turned in (
            ("PART_OF", "Unit", False),
            ("LOCATED_IN", "Region", False),
            ("SERVES", "Unit", True),
        ):
            if self.dice.random() < 0.5 and (others := self.keys(kind)):
                other = self.dice.choice(others)
                if edge_type != "PART_OF" or key > other:
                    ends = (other, key) if turned else (key, other)
                    self._add(plan, Edge(edge_type, *ends, self.period() | {"stated_by": "organisation:t"}))

    def _new_post(self, plan: Plan) -> None:
        key = self._new(plan, "Post")
        for edge_type, others in (
            ("FILLS", list(POST_ROLES)),
            ("POST_IN", self.keys("Unit")),
            ("MEMBER_OF", self.keys("Network")),
        ):
            if others and self.dice.random() < 0.9:
                other = self.dice.choice(others)
                self._add(plan, Edge(edge_type, key, other, self.period() | {"stated_by": "organisation:t"}))

    def _of_norm(self, edge_type: str) -> list[Edge]:
        return [edge for name, edge in sorted(self.edges.items(), key=repr) if edge.type == edge_type]

    def _step(self, plan: Plan) -> None:
        steps = self._of_norm("MAY_ESCALATE_TO")
        if not steps:
            return
        before = self.dice.choice(steps)
        change = self.dice.choice(["themes", "matters", "end", "new"])
        props = dict(before.props)
        if change == "themes":
            props["themes"] = self.dice.sample(THEMES, self.dice.randint(1, len(THEMES)))
        elif change == "matters":
            props["matters"] = self.dice.sample(MATTERS, self.dice.randint(1, len(MATTERS)))
        elif change == "end":
            props["valid_to"] = self.dice.choice([props["valid_from"], DAYS[1], ALWAYS["valid_to"]])
        else:
            self.number += 1
            roles = [line.split()[1] for line in ROLES]
            giver, receiver = self.dice.choice(roles), self.dice.choice(roles)
            self._add(
                plan,
                replace(before, giver=giver, receiver=receiver, props=props | {"step": f"new-{self.number}"}),
            )
            return
        plan.add(before, replace(before, props=props))

    def _norm(self, plan: Plan) -> None:
        edges = [*self._of_norm("OWES"), *self._of_norm("DEFINES")]
        before = self.dice.choice(edges)
        end = self.dice.choice([DAYS[1], ALWAYS["valid_to"]])
        plan.add(before, replace(before, props=before.props | {"valid_to": end}))
