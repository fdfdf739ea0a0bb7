"""What appeared, closed and stayed: between two days, and between the last two loads."""

from __future__ import annotations

import datetime as dt

import pytest
from houses import DAY, WHOLE

from ansvar.graph.errors import QuestionError
from ansvar.queries.gaps.trend import keep, trend, trend_of_loads

WORLD = (
    *WHOLE,
    "post:chief vacant since 2018-03-01",
    "person:gone holds post:leader to 2018-02-01",
    "person:new holds post:leader from 2018-05-01",
)


def told(answer):
    return {(c.change, c.rule, *c.subjects) for c in answer.changes}


def test_between_two_days_what_appears_closes_and_stays_is_told_apart(world, store):
    world(*WORLD, "post:contact vacant")

    answer = trend(store, dt.date(2018, 2, 15), DAY, rules=["vacant_post"])

    assert told(answer) == {
        ("appeared", "vacant_post", "post:chief"),
        ("closed", "vacant_post", "post:leader"),
        ("stayed", "vacant_post", "post:contact"),
    }
    assert answer.counts == {"appeared": 1, "closed": 1, "stayed": 1, "before": 2, "after": 2}
    assert [c.change for c in answer.changes] == ["appeared", "closed", "stayed"]
    assert all(c.why for c in answer.changes)


def test_what_stays_with_other_facts_says_so(world, store):
    """The post was vacant on both days, but somebody held it in between."""
    world(*WHOLE, "post:chief vacant", "person:one holds post:chief from 2018-03-01 to 2018-04-01")

    (change,) = trend(store, dt.date(2018, 2, 1), DAY, rules=["vacant_post"]).changes

    assert (change.change, change.facts_changed, change.since) == ("stayed", True, "2018-04-01")


def test_the_later_day_comes_later(world, store):
    world(*WORLD)

    with pytest.raises(QuestionError, match="is not after"):
        trend(store, DAY, DAY)


def test_between_loads_it_is_compared_what_was_found_after_each(world, store):
    world(*WORLD)
    keep(store, DAY)
    never = dt.date(2018, 1, 1)  # what is no longer stated never held
    world(*WHOLE, "post:contact vacant since 2018-03-01", ended_on=never)
    keep(store, DAY)
    now = (*WHOLE, "post:contact vacant since 2018-03-01", "post:expert vacant since 2018-04-04")
    world(*now, ended_on=never)
    keep(store, DAY)

    answer = trend_of_loads(store, "nb")

    vacancies = {c for c in answer.changes if c.rule == "vacant_post"}
    assert {(c.change, c.subjects, c.since, c.title) for c in vacancies} == {
        ("appeared", ("post:expert",), "2018-04-04", "Ubesatte poster"),
        ("stayed", ("post:contact",), "2018-03-01", "Ubesatte poster"),
    }
    assert answer.question["from"] == answer.question["to"] == DAY.isoformat()


def test_one_load_alone_cannot_be_compared(world, store):
    world(*WORLD)
    keep(store, DAY)

    with pytest.raises(QuestionError, match="no two loads"):
        trend_of_loads(store)


def test_a_load_after_which_nothing_is_found_counts_too(world, store):
    world(*WHOLE, "post:contact vacant since 2018-03-01")
    keep(store, DAY)
    world(*WHOLE)
    assert keep(store, DAY) == 0

    answer = trend_of_loads(store)

    assert answer.counts["after"] == 0
    assert ("closed", "vacant_post", "post:contact") in told(answer)


def test_many_findings_are_kept_in_parts(world, store, monkeypatch):
    monkeypatch.setattr("ansvar.queries.gaps.trend._PART", 2)
    world()
    first = keep(store, DAY)
    keep(store, DAY)

    assert trend_of_loads(store).counts == {
        "appeared": 0, "closed": 0, "stayed": first, "before": first, "after": first,
    }  # fmt: skip
