"""Every kind of line: it holds, or fails with names."""

from __future__ import annotations

import pytest
from suite.expectations import PERIOD, route, said
from suite.words import WEST, without

TWO = (*WEST, "centre:b in region:r")


# -- routes --------------------------------------------------------------------------------------


def test_a_route_that_reaches_the_role_in_time_holds(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="leader", within=4))

    assert said(answer) == [("holds", "")]
    assert (answer.results[0].checked, answer.exit_code) == (1, 0)


def test_a_route_that_takes_more_steps_fails_and_says_how_many(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="leader", within=3))

    assert said(answer) == [("fails", "The route reaches leader after 4 steps; the limit is 3.")]
    assert answer.exit_code == 1


def test_a_route_that_ends_elsewhere_fails(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="chief"))

    assert said(answer) == [("fails", "The route ends at post:leader without reaching chief.")]


def test_a_route_past_an_empty_post_has_not_reached_its_role(org, expect):
    """A route that passes an empty post has not reached its role."""
    org(*WEST, "post:contact vacant")

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="contact"))

    assert said(answer) == [("fails", "post:contact is on the way, but nobody is there.")]


def test_a_deputy_is_somebody_there_but_a_fallback(org, expect):
    org(*WEST, "post:contact vacant", "person:d deputises for post:contact")
    line = {"start": "centre:a", "theme": "noise", "matter": "case", "reaches": "contact"}

    answer = expect(route(**line), route(**line, without_fallback=True))

    assert said(answer) == [
        ("holds", ""),
        ("fails", "The route reaches contact, but only with a fallback at post:contact."),
    ]


def test_a_fallback_beyond_the_role_does_not_matter(org, expect):
    org(*WEST, "post:leader vacant", "person:d deputises for post:leader")

    answer = expect(
        route(start="centre:a", theme="noise", matter="case", reaches="network", without_fallback=True),
        route(start="centre:a", theme="noise", matter="case", without_fallback=True),
    )

    assert [result.result for result in answer.results] == ["holds", "fails"]


def test_without_a_role_the_route_has_to_be_complete(org, expect):
    org(*without(WEST, "post:leader in dept:head as leader", "post:leader leads network:n"))

    answer = expect(route(start="centre:a"))

    assert said(answer)[0][0] == "fails"
    assert answer.results[0].why.startswith(
        "4 of 4 routes (one from each starting point, for each theme and kind of matter): "
        "Stops after network:n: leader is missing."
    )


def test_a_kind_means_all_of_it_and_names_failures(org, expect):
    """A kind means all of it and a failing line names those it fails for."""
    org(*TWO, "centre:c exists")

    answer = expect(route(start="ReceptionCentre", theme="noise", matter="case"))

    result = answer.results[0]
    assert (result.checked, result.failing[0].subjects, result.failing[0].count) == (3, ("centre:c",), 1)
    assert "Stops after centre:c:" in result.why


@pytest.mark.parametrize("start", ["any", "centre:*", ["centre:a", "centre:b"], "ReceptionCentre"])
def test_places_can_be_named_in_four_ways(org, expect, start):
    org(*TWO)

    answer = expect(route(start=start, theme="any", matter="any", reaches="network"))

    assert said(answer) == [("holds", "")]
    assert answer.results[0].checked == 2 * 2 * 2


def test_what_cannot_be_asked_from_a_place_is_not_counted(org, expect):
    """A place that works on one theme is asked about that one; where nothing is asked, nothing is judged."""
    org(*TWO, "centre:b covers light")

    answer = expect(
        route(start="any", theme="any", matter="case", reaches="network"),
        route(start="centre:b", theme="noise", matter="case"),
    )

    assert [(r.result, r.checked) for r in answer.results] == [("holds", 3), ("unjudged", 0)]
    assert "nothing to judge" in answer.results[1].why


def test_each_line_says_what_it_counts(org, expect):
    org(*WEST)

    answer = expect(
        route(start="any"),
        {"never_vacant": {"post": "post:leader", **PERIOD}},
        {"at_most": {"person": "any", "networks": 2}},
        {"filled": {"role": "contact", "unit": "office:west"}},
        {"filled": {"role": "contact"}},
    )

    told = [f"{result.checked} {result.of.partition(' (')[0]}" for result in answer.results]
    assert told == ["4 routes", "1 posts", "4 people", "1 units", "1 roles"]
    assert [item["of"] for item in answer.to_json()["items"]] == [result.of for result in answer.results]


def test_a_route_can_be_expected_from_a_post_or_a_person(org, expect):
    org(*WEST)

    answer = expect(
        route(
            start=["post:contact", "person:contact"], theme="noise", matter="case", reaches="leader", within=3
        )
    )

    assert said(answer) == [("holds", "")]


def test_a_silent_instruction_fails_with_that_reason(org, expect):
    org(*WEST)

    answer = expect(route(start="office:west", theme="noise", matter="case"))

    assert said(answer) == [
        ("fails", "The instruction does not name office:west as somebody who takes matters up.")
    ]


# -- posts ---------------------------------------------------------------------------------------


def test_a_seamless_succession_is_never_vacant(org, expect):
    """A post with a new holder from the day the old one leaves is never vacant."""
    org(*WEST, "person:x holds post:contact to 2018-05-01", "person:y holds post:contact from 2018-05-01")

    assert said(expect({"never_vacant": {"post": "post:contact"} | PERIOD})) == [("holds", "")]


def test_a_single_day_without_a_holder_is_found(org, expect):
    org(*WEST, "person:x holds post:contact to 2018-05-01", "person:y holds post:contact from 2018-05-02")

    assert said(expect({"never_vacant": {"post": "post:contact"} | PERIOD})) == [
        ("fails", "post:contact: nobody from 1 May 2018 up to and including 1 May 2018.")
    ]


def test_days_before_the_post_existed_count_as_nobody(org, expect):
    org(*WEST, "post:contact exists from 2018-03-01")

    answer = expect({"never_vacant": {"post": "post:contact"} | PERIOD})

    assert said(answer) == [
        ("fails", "post:contact: nobody from 1 February 2018 up to and including 28 February 2018.")
    ]


def test_an_open_end_asks_for_a_holder_with_no_end(org, expect):
    org(*WEST, "person:x holds post:contact to 2030-01-01")

    answer = expect(
        {"never_vacant": {"post": "post:contact", "from": "2018-02-01"}},
        {"never_vacant": {"post": "post:leader", "from": "2018-02-01"}},
    )

    assert said(answer) == [
        ("fails", "post:contact: nobody from 1 January 2030, with no end."),
        ("holds", ""),
    ]


def test_absence_and_deputies_count_only_when_named(org, expect):
    """Absence counts only when the line says so and a deputy only when it says that."""
    away = "person:x away from post:contact from 2018-05-01 to 2018-07-01"
    deputy = "person:y deputises for post:contact from 2018-05-01 to 2018-06-01"
    org(*WEST, "person:x holds post:contact", away, deputy)
    line = {"post": "post:contact"} | PERIOD

    answer = expect(
        {"never_vacant": line},
        {"never_vacant": line | {"absence_counts": True}},
        {"never_vacant": line | {"absence_counts": True, "deputy_counts": True}},
    )

    assert said(answer) == [
        ("holds", ""),
        ("fails", "post:contact: nobody from 1 May 2018 up to and including 30 June 2018."),
        ("fails", "post:contact: nobody from 1 June 2018 up to and including 30 June 2018."),
    ]


def test_the_holder_of_another_post_deputises_while_both_hold(org, expect):
    org(*WEST, "post:contact vacant since 2018-04-01", "post:leader deputises for post:contact to 2018-07-01",
        "person:z holds post:leader to 2018-06-01")  # fmt: skip

    answer = expect({"never_vacant": {"post": "post:contact", "deputy_counts": True} | PERIOD})

    assert said(answer) == [
        ("fails", "post:contact: nobody from 1 June 2018 up to and including 31 July 2018.")
    ]


def test_a_role_is_filled_where_somebody_is_there_in_it(org, expect):
    org(*WEST, "office:east under dept:care", "post:e in office:east as contact", "post:e vacant",
        "office:north under dept:care")  # fmt: skip

    answer = expect(
        {"filled": {"role": "contact", "unit": "office:west"}},
        {"filled": {"role": "contact"}},
        {"filled": {"role": "contact", "unit": "RegionalOffice"}},
        {"filled": {"role": "leader", "unit": "network:n"}},
        {"filled": {"role": "network"}},
    )

    assert [result.result for result in answer.results] == ["holds", "holds", "fails", "holds", "holds"]
    assert {item.why: item.subjects for item in answer.results[2].failing} == {
        "There is no post for the role contact.": ("office:north",),
        "post:e: vacant.": ("office:east",),
    }


def test_a_holder_who_is_away_fills_no_role_but_a_deputy_may(org, expect):
    org(*WEST, "person:x holds post:contact", "person:x away from post:contact",
        "person:y deputises for post:contact")  # fmt: skip

    answer = expect(
        {"filled": {"role": "contact", "unit": "office:west"}},
        {"filled": {"role": "contact", "unit": "office:west", "deputy_counts": True}},
    )

    assert said(answer) == [("fails", "post:contact: the holder is away."), ("holds", "")]


def test_nobody_is_in_more_networks_than_allowed(org, expect):
    org(*WEST, "post:expert member of network:m", "person:expert holds post:expert",
        "post:idle in office:west", "person:idle holds post:idle")  # fmt: skip

    answer = expect(
        {"at_most": {"person": "any", "networks": 2}},
        {"at_most": {"person": "any", "networks": 1}},
        {"at_most": {"person": "person:idle", "networks": 0, "posts": 1}},
        {"at_most": {"person": "person:i*", "posts": 0}},
    )

    assert said(answer) == [
        ("holds", ""),
        (
            "fails",
            (
                "1 of 5 people: "
                "person:expert is in too many networks (2; the limit is 1): network:m, network:n. "
                "(person:expert)"
            ),
        ),
        ("holds", ""),
        ("fails", "person:idle holds too many posts (1; the limit is 0): post:idle."),
    ]
