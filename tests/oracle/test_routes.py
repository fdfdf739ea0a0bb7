"""Whoever asks in a random world is answered what an oracle answers: the whole route, and all other ways."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from suite import dice as thrown
from suite.routes_oracle import Routes, told_by
from suite.words import MATTERS, THEMES, Org

from ansvar.graph.content.snapshot import snapshot
from ansvar.queries.trace import trace

ASKERS = ("post", "person", "office", "section", "network", "centre", "dept")


def same_order(told):
    """Ways that leave at the same place come in no promised order."""
    return replace(told, others=sorted(told.others))


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=10,
    phases=[Phase.generate],  # a smaller seed is no smaller world
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_every_asker_gets_what_the_oracle_answers(seed, bench, tmp_path):
    """Posts people and units are answered what the oracle answers."""
    dice = random.Random(seed)
    written, lines = thrown.norm(dice, calm=True), thrown.organisation(dice)
    note("\n".join((*written, *lines)))
    Org(bench.empty(), tmp_path)(*lines, norm=written)
    content = snapshot(bench.store.read)
    day = dice.choice(thrown.DAYS)
    there = sorted(
        key
        for key, node in content.nodes.items()
        if key.partition(":")[1]
        and key.partition(":")[0] in ASKERS
        and node.props["valid_from"] <= day < node.props["valid_to"]
    )

    for start in ["centre:a", "post:contact", *dice.sample(there, 14)]:
        theme, matter = dice.choice(THEMES), dice.choice(MATTERS)
        route = trace(bench.store, start, theme, matter, dt.date.fromisoformat(day))
        expected = Routes(content, day, theme, matter).ask(start)
        assert same_order(told_by(route)) == same_order(expected), (start, theme, matter, day)
