"""What appeared, closed and stayed: between two days, and between the last two loads."""

from __future__ import annotations

import datetime as dt
from contextlib import contextmanager

import pytest
from suite.houses import DAY, WHOLE

from ansvar.graph.clock import today
from ansvar.graph.engine.scratch import scratch_graph
from ansvar.graph.errors import QuestionError
from ansvar.graph.journal.book import change_sets
from ansvar.graph.journal.past import content_at
from ansvar.graph.journal.undo import undo
from ansvar.queries.gaps.trend import last_loads, trend, trend_of_loads

WORLD = (
    *WHOLE,
    "post:chief vacant since 2018-03-01",
    "person:gone holds post:leader to 2018-02-01",
    "person:new holds post:leader from 2018-05-01",
)


def told(answer):
    return {(c.change, c.rule, *c.subjects) for c in answer.changes}


def test_a_trend_tells_new_closed_and_lasting_apart(world, store):
    """Between two days what appears closes and stays is told apart."""
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


@pytest.mark.slow
def test_between_loads_it_is_compared_what_was_found_after_each(world, store, tmp_path):
    """The graph has moved on since the last of them: what was found then is asked of what was known then."""
    never = dt.date(2018, 1, 1)  # what is no longer stated never held
    world(*WORLD)
    world(*WHOLE, "post:contact vacant since 2018-03-01", ended_on=never)
    world(
        *WHOLE, "post:contact vacant since 2018-03-01", "post:expert vacant since 2018-04-04", ended_on=never
    )
    undo(store, 3)
    world(
        *WHOLE, "post:contact vacant since 2018-03-01", "post:expert vacant since 2018-04-04", ended_on=never
    )
    undo(store, 5)
    loads = last_loads(store)
    assert [load.number for load in loads] == [3, 5]

    @contextmanager
    def open_at(load):
        with scratch_graph(tmp_path / "home", content_at(store, load), fingerprint=load.after) as past:
            yield past

    answer = trend_of_loads((change_sets(store.read)[-2], loads[1]), open_at, "nb")

    vacancies = {c for c in answer.changes if c.rule == "vacant_post"}
    assert {(c.change, c.subjects, c.since, c.title) for c in vacancies} == {
        ("appeared", ("post:expert",), "2018-04-04", "Ubesatte poster"),
        ("stayed", ("post:contact",), "2018-03-01", "Ubesatte poster"),
    }
    assert answer.question["from"] == answer.question["to"] == today().isoformat()
    assert answer.graph["fingerprint"] == loads[1].after


def test_one_load_alone_cannot_be_compared(world, store):
    world(*WORLD)

    with pytest.raises(QuestionError, match="no two loads"):
        last_loads(store)
