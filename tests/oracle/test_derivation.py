"""On every day of a random world, exactly those edges are derived that an oracle works out for the day."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from suite import dice as thrown
from suite.derivation import Day, change_days
from suite.words import Org

from ansvar.graph.content.snapshot import snapshot


def assert_derived(store):
    """Everything that follows stands there on each day, nothing else does, and it rests on what holds."""
    content = snapshot(store.read)
    for on in change_days(content)[:-1]:
        day = Day(content, on)
        follows, stands = day.follows(), day.stands()
        assert set(stands) == set(follows), on
        nearest = {what: min(levels) for what, levels in follows.items()}
        assert {what: min(levels) for what, levels in stands.items()} == nearest, on
        assert [what for what in stands if not stands[what] <= follows[what]] == [], on
        assert day.unfounded() == [], on
        shares, shared = day.shares(), day.stands_shared()
        assert set(shared) == set(shares), on
        nearest = {what: min(levels) for what, levels in shares.items()}
        assert {what: min(levels) for what, levels in shared.items()} == nearest, on


@pytest.mark.slow
@given(seed=st.integers(0, 2**32))
@settings(
    max_examples=10,
    phases=[Phase.generate],  # a smaller seed is no smaller world
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_what_follows_is_what_stands_there_also_after_a_change(seed, bench, tmp_path):
    dice = random.Random(seed)
    load = Org(bench.empty(), tmp_path)
    written, lines = thrown.norm(dice), thrown.organisation(dice)
    note("\n".join((*written, *lines)))
    load(*lines, norm=written)
    assert_derived(bench.store)

    later = thrown.changed(dice, lines)
    note("-- and then --\n" + "\n".join(later))
    load(*later, norm=thrown.norm(dice) if dice.random() < 0.3 else written, ended_on=dt.date(2018, 7, 1))
    assert_derived(bench.store)


@pytest.mark.slow
def test_of_the_example_too(example):
    assert_derived(example)
