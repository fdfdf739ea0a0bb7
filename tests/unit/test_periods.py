"""Periods are joined, cut and subtracted as if every single day had been looked at."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph.periods import OPEN_END, Period, intersect, join, subtract

if TYPE_CHECKING:
    from collections.abc import Sequence

FIRST = dt.date(2018, 1, 1)


def day(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


periods = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=5).map(
    lambda pairs: [Period(day(a), day(b)) for a, b in pairs]
)


def days(spans: Sequence[tuple[str, str]]) -> set[str]:
    """The slow way: every day that lies in one of them."""
    return {day(n) for n in range(30) if any(start <= day(n) < end for start, end in spans)}


def assert_tidy(spans: Sequence[tuple[str, str]]) -> None:
    """Periods are in order, none is empty, and no two touch."""
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@given(periods)
def test_joined_periods_hold_the_same_days(spans):
    assert_tidy(join(spans))
    assert days(join(spans)) == days(spans)


@given(periods, periods)
def test_common_periods_hold_the_days_that_lie_in_both(one, other):
    assert_tidy(intersect(one, other))
    assert days(intersect(one, other)) == days(one) & days(other)


@given(periods, periods)
def test_what_is_left_holds_no_day_of_what_was_taken_out(spans, holes):
    assert_tidy(subtract(spans, holes))
    assert days(subtract(spans, holes)) == days(spans) - days(holes)


@given(st.tuples(st.integers(0, 25), st.integers(0, 25)), st.tuples(st.integers(0, 25), st.integers(0, 25)))
def test_one_period_and_another_as_their_days(one, other):
    first, second = (Period(day(a), day(b)) for a, b in (one, other))

    assert days([first.intersect(second)]) == days([first]) & days([second])
    assert first.overlaps(second) == bool(days([first]) & days([second]))
    assert bool(first) == bool(days([first]))
    assert all(first.contains(day(n)) == (day(n) in days([first])) for n in range(30))


@given(st.integers(0, 25), st.integers(0, 25), st.integers(0, 29))
def test_what_is_ended_holds_no_day_from_the_end_on(start, length, end):
    """What is ended keeps its start and no day from the end on."""
    period = Period(day(start), day(min(start + length, 29)))

    ended = period.ending(day(end))

    assert ended.start == period.start <= ended.end
    assert days([ended]) == {d for d in days([period]) if d < day(end)}
    assert ended.ending(day(end)) == ended


def test_an_open_end_is_told_in_words():
    assert str(Period("2018-01-01")) == "2018-01-01 to open end"
    assert str(Period("2018-01-01", "2019-01-01")) == "2018-01-01 to 2019-01-01"
    assert Period("2018-01-01").contains("9999-12-30")
    assert not Period("2018-01-01").contains(OPEN_END)


def test_periods_that_only_touch_share_no_day_and_are_one():
    """The end is the first day on which it no longer holds."""
    first, second = Period("2018-01-01", "2018-03-01"), Period("2018-03-01", "2018-05-01")

    assert not first.overlaps(second)
    assert intersect([first], [second]) == []
    assert join([second, first]) == [Period("2018-01-01", "2018-05-01")]
