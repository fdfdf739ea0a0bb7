"""Asked about given keys, the rules find what they find about them when they are asked about everything."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from suite.gap_worlds import DAYS, instruction, organisation
from suite.houses import DAY, WHOLE, load

from ansvar.graph.errors import UnknownNameError
from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.rules import ABOUT, built_in

if TYPE_CHECKING:
    import datetime as dt

THRESHOLDS = {"steps": 1, "months": 0, "days": 400}
UNHURRIED = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


def bare(findings):
    """Give findings without what is counted over the whole organisation."""
    return {replace(finding, k=0, n=None) for finding in findings}


def compare(store, on: dt.date, dice: random.Random, most: int = 1000) -> int:
    """Ask about every subject there is, alone and some together; gives how many findings there are."""
    whole = gaps(store, on, settings=THRESHOLDS)
    keys = sorted({key for finding in whole.findings for key in finding.subjects})
    keys = keys if len(keys) <= most else dice.sample(keys, most)
    some = [[key] for key in keys]
    some += [dice.sample(keys, min(3, len(keys)))] if keys else []
    for about in some:
        asked = gaps(store, on, settings=THRESHOLDS, about=about)
        wanted = [f for f in whole.findings if not set(about).isdisjoint(f.subjects)]
        assert bare(asked.findings) == bare(wanted), about
        ids = {finding.id for finding in wanted}
        assert list(asked.stops) == [stop for stop in whole.stops if stop.finding in ids]
        assert {r.rule: r.n for r in asked.rules} == dict.fromkeys((r.rule for r in whole.rules), None)
    return len(whole.findings)


def test_in_order_nothing_is_found_about_anything(world, store):
    world(*WHOLE)

    assert gaps(store, DAY, about=["centre:a", "post:expert"]).findings == ()


def test_a_vacancy_is_found_by_its_post_and_not_by_another(world, store):
    world(*WHOLE, "post:contact vacant")

    assert ("vacant_post", ("post:contact",)) in {
        (f.rule, f.subjects) for f in gaps(store, DAY, about=["post:contact"]).findings
    }
    assert "vacant_post" not in {f.rule for f in gaps(store, DAY, about=["post:expert"]).findings}


def test_what_is_not_counted_is_not_told(world, store):
    world(*WHOLE, "post:contact vacant")

    answer = gaps(store, DAY, about=["post:contact"], rules=["vacant_post"])

    assert [(f.k, f.n) for f in answer.findings] == [(1, None)]
    assert answer.to_json()["question"]["about"] == ["post:contact"]
    assert any("asked about" in note for note in answer.notes)


def test_an_unknown_key_is_refused_with_the_nearest(world, store):
    """A key that is not there is refused with the nearest ones."""
    world(*WHOLE)

    with pytest.raises(UnknownNameError) as told:
        gaps(store, DAY, about=["post:contakt"])

    assert "post:contact" in told.value.nearest


def test_rules_about_who_is_there_begin_with_the_keys():
    """The rules that look at who is there begin with what is asked about.

    The others look at the instructions, or walk.
    """
    assert {rule.name for rule in built_in() if ABOUT not in rule.statement.params} == {
        "circle", "clause_not_modelled", "long_route", "replaced_but_cited", "replacement_pending",
        "route_stops", "same_duty", "theme_uncovered",
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_findings_about_a_key_are_those_of_the_whole_answer(seed, bench, tmp_path):
    dice = random.Random(seed)
    store = bench.empty()
    load(store, tmp_path, *organisation(dice, 14), written=instruction(dice))

    assert compare(store, DAYS[1], dice, most=25) > 0


@pytest.mark.slow
@pytest.mark.xfail(strict=True, reason="asked about a role, a broken route can be told with another cause")
@given(seed=st.integers(0, 2**32))
@settings(max_examples=6, phases=[Phase.generate], suppress_health_check=UNHURRIED, deadline=None)
def test_findings_about_a_key_hold_in_any_world(seed, bench, tmp_path_factory):
    """Findings about a key are those of the whole answer in any world."""
    dice = random.Random(seed)
    lines, written = organisation(dice, 40), instruction(dice)
    note("\n".join(lines))
    store = bench.empty()
    load(store, tmp_path_factory.mktemp("world"), *lines, written=written)

    for on in DAYS:
        compare(store, on, dice, most=60)
