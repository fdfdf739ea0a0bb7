"""Cutting periods out: compared with looking at every single day."""

import datetime as dt
import itertools

from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph.derive.deriving import _common, _distinct, _merged, _periods_of, _without
from ansvar.graph.load.content import Edge

DAYS = [(dt.date(2018, 2, 25) + dt.timedelta(days=n)).isoformat() for n in range(12)]

periods = st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).filter(lambda p: p[0] < p[1])
themes = st.sampled_from(["x", "y"])


def days(*spans):
    """Give every day that lies in one of the half-open spans."""
    return {day for day in DAYS for start, end in spans if start <= day < end}


@given(st.lists(periods, max_size=6))
def test_joined_periods_hold_the_same_days_in_as_few_pieces_as_can_be(spans):
    joined = _merged(spans)

    assert days(*joined) == days(*spans)
    assert joined == sorted(joined)
    assert all(one[1] < other[0] for one, other in itertools.pairwise(joined)), "two of them touch"


@given(st.lists(periods, min_size=1, max_size=5))
def test_what_periods_have_in_common_holds_exactly_the_days_of_all(spans):
    common = _common(spans)
    wanted = set.intersection(*(days(span) for span in spans))

    assert days(*([common] if common else [])) == wanted
    assert (common is None) == (not wanted)


def test_periods_that_only_touch_have_no_day_in_common():
    """The end is the first day on which it no longer holds."""
    assert _common([("2018-01-01", "2018-03-01"), ("2018-03-01", "2018-05-01")]) is None


def test_periods_that_touch_are_one():
    assert _merged([("2018-03-01", "2018-05-01"), ("2018-01-01", "2018-03-01")]) == [
        ("2018-01-01", "2018-05-01")
    ]


@given(periods, st.lists(st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)), max_size=5))
def test_what_is_left_of_a_period_holds_exactly_the_days_of_no_gap(period, gaps):
    """A gap that ends on the day it begins, or before, takes no day away."""
    left = _without(period, gaps)

    assert days(*left) == days(period) - days(*gaps)
    assert all(start < end for start, end in left)
    assert left == sorted(left)


@given(
    themes,
    periods,
    st.dictionaries(
        st.sampled_from(["a", "b"]), st.lists(st.tuples(themes, periods), min_size=1, max_size=5)
    ),
)
def test_a_theme_holds_on_the_days_on_which_both_ends_work_on_it(theme, period, scopes):
    """Whoever has no scope at all works on every theme."""
    found = _periods_of(theme, period, ["a", "b"], scopes)

    wanted = days(period)
    for end in ("a", "b"):
        if end in scopes:
            wanted &= days(*(span for t, span in scopes[end] if t == theme))
    assert days(*found) == wanted
    assert sum(len(days(span)) for span in found) == len(wanted), "a day stands in two pieces"


def test_who_covers_another_theme_only_never_works_on_this_one():
    whole = ("2018-01-01", "9999-12-31")

    assert _periods_of("x", whole, ["a", "b"], {"a": [("y", whole)]}) == []


def way(distance, via, **more):
    """Give a derived edge over one way."""
    props = {"valid_from": "2018-01-01", "valid_to": "9999-12-31", "themes": ["x"], "distance": distance}
    return Edge("ESCALATES_TO", "a", "b", props | {"derived_from": [via]} | more)


def test_of_two_ways_to_the_same_receiver_the_shorter_one_stays_then_the_first_by_name():
    far, near, near_too = way(2, "a way"), way(1, "c way"), way(1, "b way")

    for order in ([far, near, near_too], [near_too, near, far], [near, far, near_too]):
        assert _distinct(order) == [near_too]


def test_ways_with_other_periods_or_themes_are_not_the_same():
    edges = [way(1, "w"), way(1, "w", valid_to="2019-01-01"), way(1, "w", themes=["y"])]

    assert len(_distinct(edges)) == 3
