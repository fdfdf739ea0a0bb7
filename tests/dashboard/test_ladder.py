"""The ladder, its table and its text say the same, and what they say of absence is what a route then does."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ansvar.dashboard.ladder import as_text, other_ways, rungs, table, verdict
from ansvar.dashboard.views.turn_to import ICONS
from ansvar.queries.catalogue.query import things
from ansvar.queries.trace import trace
from ansvar.queries.trace.substitute import Instead, substitute_for

DAY = dt.date(2018, 6, 1)


def _routes(store, lang="en"):
    themes = [item["key"] for item in things(store, "Theme", DAY).items]
    matters = [item["key"] for item in things(store, "MatterKind", DAY).items]
    starts = ("centre:vest-3", "centre:nord-3", "post:caseworker-asa")
    return [trace(store, s, t, m, DAY, lang) for s in starts for t in themes for m in matters]


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_ladder_table_and_text_hold_every_fact_of_the_route(example, lang):
    for route in _routes(example, lang):
        told, rows, ladder = as_text(route), table(route), rungs(route)

        assert [rung.key for rung in ladder if rung.key] == [step.key for step in route.steps]
        assert len(rows) == len(ladder) == len(route.steps) + sum(1 for s in route.skipped if not s.key)
        for rung, row in zip(ladder, rows, strict=True):
            for fact in (rung.name, rung.who, rung.how, rung.if_away, route.citations.cite(rung.clauses)):
                assert fact in told
                assert any(fact in str(cell) for cell in row.values())
        for step in route.steps:
            assert step.why in told
            for person in (*step.holders, *step.deputies, *step.members):
                assert step.state == "vacant" or person.name in told
        for item in route.skipped:
            assert item.why in told
        for note in (*route.notes, route.addressed, verdict(route)):
            assert note in told
        for way, clauses in other_ways(route):
            assert way in told
            assert route.citations.cite(clauses) in told


def test_the_ladder_of_absence_is_what_happens(example):
    """What is said of absence is what happens where nobody is there.

    Two places whose routes differ in one thing only: at the second one nobody holds the first post.
    """
    filled = trace(example, "centre:vest-3", "fgm", "individual-case", DAY)
    vacant = trace(example, "centre:nord-3", "fgm", "individual-case", DAY)

    first = rungs(filled)[0]

    assert vacant.skipped[0].carried_by_name
    assert first.if_away == (
        f"{vacant.skipped[0].carried_by_name} ({vacant.citations.cite(vacant.steps[1].clauses)})"
    )


def test_a_deputy_comes_before_any_other_way(example):
    """Taken from a route where the holder is away: there the deputy carries on."""
    route = trace(example, "centre:sor-1", "fgm", "individual-case", DAY)
    away = next(at for at, step in enumerate(route.steps) if step.state == "absent")

    instead = substitute_for(route, away)

    assert instead.deputies == route.steps[away].deputies != ()
    assert instead.step is None
    assert route.skipped[0].carried_by == instead.deputies[0].key


def test_nobody_is_passed_over_without_a_clause(example):
    """5 RMA (2) opens a way past the contact in cases only."""
    route = trace(example, "centre:vest-3", "fgm", "trend", DAY)

    assert [substitute_for(route, at) for at in range(2)] == [Instead(), Instead()]
    assert rungs(route)[0].if_away == ""


def test_nothing_carries_on_after_the_last_step(example):
    """Nothing carries on after the last step unless there is another way."""
    for route in _routes(example):
        if not route.steps:
            continue
        last = len(route.steps) - 1
        branches = [way for way in route.alternatives if len(way) > last]
        if not branches and not route.steps[last].deputies:
            assert substitute_for(route, last) == Instead()


def test_an_unknown_holder_is_told_as_that_in_every_form(example):
    """A step whose holder is unknown is told as that in every form.

    Whatever a route calls a step, the ladder, the table and the text have a word for it, and an icon.
    """
    route = trace(example, "centre:vest-3", "fgm", "individual-case", DAY)
    step = replace(route.steps[0], state="unknown", holders=())
    unknown = replace(route, steps=(step, *route.steps[1:]))

    (rung, *_) = rungs(unknown)

    assert (rung.state, rung.who, rung.if_away) == ("unknown", "without a known holder", "")
    assert table(unknown)[0]["State"] == "without a known holder"
    assert "WITHOUT A KNOWN HOLDER" in as_text(unknown)
    assert ICONS.keys() == {"filled", "body", "vacant", "unknown", "absent", "missing", "unconnected"}
