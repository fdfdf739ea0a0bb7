"""On random organisations of up to three hundred things, the structural rules find what an oracle finds."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from suite.gap_oracle import Day
from suite.gap_worlds import DAYS, instruction, organisation
from suite.houses import is_part, load

from ansvar.graph.content.snapshot import snapshot
from ansvar.queries.gaps.query import gaps

RULES = (
    "vacant_post", "absent_without_deputy", "term_ending", "unfollowed", "unit_without_post",
    "body_without_member", "body_without_coordinator", "theme_uncovered", "required_number", "hanging_loose",
    "both_sides", "no_deputy",
)  # fmt: skip
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@pytest.mark.slow
@pytest.mark.parametrize("size", [0, 20, 150])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=UNHURRIED)
def test_the_structural_rules_find_what_the_oracle_finds(seed, size, bench, tmp_path_factory):
    dice = random.Random(seed)
    lines, written = organisation(dice, size), instruction(dice)
    note("\n".join(lines))
    store = bench.empty()
    load(store, tmp_path_factory.mktemp("world"), *lines, written=written)
    content = snapshot(store.read)

    for on in DAYS:
        day = Day(content, on)
        answer = gaps(store, on, rules=[*RULES, "circle"])
        for rule in RULES:
            told = {f.subjects for f in answer.findings if f.rule == rule}
            assert told == getattr(day, rule)(), (rule, on)
        rounds = [f.subjects for f in answer.findings if f.rule == "circle"]
        assert all(day.closes(keys) for keys in rounds)
        assert all(any(set(keys) <= knot for keys in rounds) for knot in day.knots())
        assert all(any(set(keys) <= knot for knot in day.knots()) for keys in rounds)
        assert all(is_part(rule.k, rule.n) for rule in answer.rules), answer.rules


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(max_examples=2, phases=[Phase.generate], suppress_health_check=UNHURRIED)
def test_every_rule_counts_soundly_in_any_world(seed, bench, tmp_path_factory):
    """Every rule counts and tells its findings apart in any world."""
    dice = random.Random(seed)
    store = bench.empty()
    load(store, tmp_path_factory.mktemp("world"), *organisation(dice, 40), written=instruction(dice))

    for on in (*DAYS, dt.date(2020, 1, 1)):
        answer = gaps(store, on, settings={"steps": 2})
        assert len({finding.id for finding in answer.findings}) == len(answer.findings)
        assert all(is_part(rule.k, rule.n) for rule in answer.rules), answer.rules
        assert all("?" not in finding.why + finding.remedy for finding in answer.findings)
        assert all(f.since is None or f.since <= on.isoformat() for f in answer.findings)
