"""What holds of every route in random worlds: clauses carry it, somebody is there, the map says the same.

What is checked against is read from the plain edges of the graph.  `WORLDS=2000` throws more of them.
"""

from __future__ import annotations

import datetime as dt
import os
import random
from typing import TYPE_CHECKING, Any

import pytest
from suite.cells import World
from suite.words import Org
from suite.worlds import DAYS, norm, organisation

from ansvar.graph.content.snapshot import snapshot
from ansvar.queries.coverage.query import coverage
from ansvar.queries.trace import trace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from ansvar.queries.trace.result import Route, Skipped

BATCHES = 10
WORLDS = {
    "embedded": int(os.environ.get("WORLDS", "500")),
    "neo4j": int(os.environ.get("WORLDS", "500")) // 10,
}
"""Engine -> how many worlds, in all batches."""
GOOD = ("whole", "fallback")
FORBIDDEN = ("§32 contact may not be network", "§33 contact asks network via member_of")
"""A contact who was put into a network could bring matters in, and must not."""


def thrown(dice: Random) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Throw an instruction and an organisation, with contacts in networks that they are kept out of."""
    written, lines = norm(dice), organisation(dice)
    contacts = {line.split()[0] for line in lines if line.startswith("post:contact")}
    networks = {line.split()[0] for line in lines if line.startswith("network:")}
    seats = [f"{c} member of {n}" for c in sorted(contacts) for n in sorted(networks) if dice.random() < 0.3]
    return (*written, *FORBIDDEN), (*lines, *seats)


class Facts(World):
    """Who may carry a matter on, read from the plain edges of a day."""

    def barred(self, post: str, body: str) -> bool:
        """An instruction keeps the post out of the body."""
        apart = {frozenset((e.giver, e.receiver)) for e in self.edges("EXCLUDES")}
        return any(frozenset((a, b)) in apart for a in self.roles(post) for b in self.roles(body))

    def seats(self, body: str) -> set[str]:
        """The posts in a body, as members or as who leads it, that nothing keeps out and somebody holds."""
        found = {e.giver for kind in ("MEMBER_OF", "COORDINATES") for e in self.edges(kind, receiver=body)}
        return {post for post in found if self.edges("HOLDS", receiver=post) and not self.barred(post, body)}

    def carries(self, key: str, role: str) -> bool:
        """Somebody takes a matter up there: who holds the post or stands in, or a body that is not empty."""
        if self.labels[key] != "Network":
            return self.usable(key, role)
        return bool(self.seats(key))

    def helps(self, person: str, post: str) -> bool:
        """The person stands in at the post, and is not away."""
        deputies = {e.giver for e in self.edges("DEPUTISES_FOR", receiver=post)}
        deputies |= {h.giver for d in deputies for h in self.edges("HOLDS", receiver=d)}
        return person in deputies - {e.giver for e in self.edges("ABSENT_FROM", receiver=post)}


def faults(facts: Facts, route: Route) -> Iterator[str]:
    """Tell what is wrong with a good route."""
    open_steps = facts.steps((route.question["theme"], route.question["matter"]))
    last = route.start["key"]
    for step in route.steps:
        if not step.clauses or step.basis == "not_said":
            yield f"no clause carries the step to {step.key}"
        if any(facts.barred(member.key, step.key) for member in step.members):
            yield f"{step.key} counts a member that is kept out of it"
        ways: list[dict[str, Any]] = list(open_steps.get_edge_data(last, step.key, default={}).values())
        taken = [way for way in ways if (way["to_role"], tuple(way["clauses"])) == (step.role, step.clauses)]
        if not taken:
            yield f"no step leads from {last}, where the matter was last taken up, to {step.key}"
        if any(facts.barred(last, step.key) for way in taken if way["via"] == "member_of"):
            yield f"{last} is kept out of {step.key}, and brings the matter in"
        if facts.carries(step.key, step.role):
            last = step.key
    for item in route.skipped:
        if item.carried_by and not carried(facts, item, route):
            yield f"nobody at {item.carried_by} carries the matter on from {item.key}"


def carried(facts: Facts, item: Skipped, route: Route) -> bool:
    """Tell whether who carries a matter on is there: a deputy of the post, or a later stop."""
    if facts.labels.get(str(item.carried_by)) == "Person":
        return facts.helps(str(item.carried_by), str(item.key))
    return any(s.key == item.carried_by and facts.carries(s.key, s.role) for s in route.steps)


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
def test_clauses_and_people_carry_every_good_route(bench, tmp_path, batch):
    """No whole or fallback route rests on what no clause says, or on somebody who is not there or may not.

    The map agrees with the traces: in state and keys on the way.
    """
    wrong, good, every = [], 0, WORLDS[bench.name]
    for seed in range(batch, every, BATCHES):
        dice = random.Random(seed)
        store, on = bench.empty(), dt.date.fromisoformat(dice.choice(DAYS))
        written, lines = thrown(dice)
        Org(store, tmp_path)(*lines, norm=written)
        facts = Facts(snapshot(store.read), on)
        for cell in coverage(store, on, "unit").cells:
            route = trace(store, str(cell.key), cell.theme, cell.matter, on)
            where = f"world {seed}, {on}, {cell.key}, {cell.theme}, {cell.matter}"
            if (cell.verdict.state, cell.verdict.chain) != (route.status, tuple(s.key for s in route.steps)):
                wrong.append(f"{where}: the map says {cell.verdict}, the trace {route.status}")
            if route.status in GOOD:
                good += 1
                wrong += [f"{where}: {fault}" for fault in faults(facts, route)]
    assert wrong == []
    assert good or every < 20 * BATCHES
