"""Cutting periods out: compared with looking at every single day."""

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph.content import Edge
from ansvar.graph.derive.edges import distinct, periods_of
from ansvar.graph.periods import Period

DAYS = [(dt.date(2018, 2, 25) + dt.timedelta(days=n)).isoformat() for n in range(12)]

periods = (
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).filter(lambda p: p[0] < p[1]).map(Period._make)
)
themes = st.sampled_from(["x", "y"])


def days(*spans):
    """Give every day that lies in one of the half-open spans."""
    return {day for day in DAYS for start, end in spans if start <= day < end}


@given(
    themes,
    periods,
    st.dictionaries(
        st.sampled_from(["a", "b"]), st.lists(st.tuples(themes, periods), min_size=1, max_size=5)
    ),
)
def test_a_theme_holds_on_the_days_on_which_both_ends_work_on_it(theme, period, scopes):
    """Whoever has no scope at all works on every theme."""
    found = periods_of(theme, period, ["a", "b"], scopes)

    wanted = days(period)
    for end in ("a", "b"):
        if end in scopes:
            wanted &= days(*(span for t, span in scopes[end] if t == theme))
    assert days(*found) == wanted
    assert sum(len(days(span)) for span in found) == len(wanted), "a day stands in two pieces"


def test_who_covers_another_theme_only_never_works_on_this_one():
    whole = Period("2018-01-01")

    assert periods_of("x", whole, ["a", "b"], {"a": [("y", whole)]}) == []


def way(distance, via, **more):
    """Give a derived edge over one way."""
    props = {"valid_from": "2018-01-01", "valid_to": "9999-12-31", "themes": ["x"], "distance": distance}
    return Edge("ESCALATES_TO", "a", "b", props | {"derived_from": [via]} | more)


def test_the_shorter_way_stays_then_the_first_by_name():
    """Of two ways to the same receiver the shorter one stays then the first by name."""
    far, near, near_too = way(2, "a way"), way(1, "c way"), way(1, "b way")

    for order in ([far, near, near_too], [near_too, near, far], [near, far, near_too]):
        assert distinct(order) == [near_too]


def test_ways_with_other_periods_or_themes_are_not_the_same():
    edges = [way(1, "w"), way(1, "w", valid_to="2019-01-01"), way(1, "w", themes=["y"])]

    assert len(distinct(edges)) == 3
