"""Periods are joined, cut and subtracted as if every single day had been looked at."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ansvar.queries.check.periods import common, joined, without

FIRST = dt.date(2018, 1, 1)


def day(number: int) -> str:
    return (FIRST + dt.timedelta(days=number)).isoformat()


periods = st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=5).map(
    lambda pairs: [(day(a), day(b)) for a, b in pairs]
)


def days(spans: list[tuple[str, str]]) -> set[str]:
    """The slow way: every day that lies in one of them."""
    return {day(n) for n in range(30) if any(start <= day(n) < end for start, end in spans)}


def assert_tidy(spans: list[tuple[str, str]]) -> None:
    """Periods are in order, none is empty, and no two touch."""
    assert all(start < end for start, end in spans)
    assert all(one[1] < other[0] for one, other in pairwise(spans))


@given(periods)
def test_joined_periods_hold_the_same_days(spans):
    assert_tidy(joined(spans))
    assert days(joined(spans)) == days(spans)


@given(periods, periods)
def test_common_periods_hold_the_days_that_lie_in_both(one, other):
    assert_tidy(common(one, other))
    assert days(common(one, other)) == days(one) & days(other)


@given(periods, periods)
def test_what_is_left_holds_no_day_of_what_was_taken_out(spans, holes):
    assert_tidy(without(spans, holes))
    assert days(without(spans, holes)) == days(spans) - days(holes)
