"""What the coverage map says: the state of a cell, its reason, who shares it, and what is said of nobody."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest
from suite.words import HOUSE, WEST, without

from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.queries.coverage.query import coverage
from ansvar.queries.coverage.survey import routes, survey

ON = dt.date(2018, 6, 1)


def cell(answer, key, theme="noise", matter="case"):
    """Give one item of a map."""
    by = answer.question["by"]
    return next(i for i in answer.items if (i[by], i["theme"], i["matter"]) == (key, theme, matter))


def test_a_cell_of_an_open_way_is_a_route_with_its_chain_and_no_reason(store, org):
    org(*WEST)

    item = cell(coverage(store, ON), "centre:a")

    assert item == {
        "centre": "centre:a",
        "name": "centre:a",
        "theme": "noise",
        "matter": "case",
        "state": "route",
        "reason": "",
        "clauses": [],
        "chain": ["post:contact", "post:expert", "network:n", "post:leader"],
    }


def test_a_vacancy_that_somebody_carries_on_is_a_fallback_and_says_since_when(store, org):
    org(*WEST, "post:contact vacant since 2018-03-01")

    item = cell(coverage(store, ON), "centre:a")

    assert (item["state"], item["clauses"]) == ("fallback", ["T §2"])
    assert (
        item["reason"]
        == "Post:contact is vacant since 1 March 2018; post:expert carries the matter on (T §2)."
    )


def test_a_missing_link_with_nothing_to_carry_on_is_broken_and_names_the_clause_that_is_needed(store, org):
    org(*without(WEST, "post:leader in dept:head as leader", "post:leader leads network:n"))

    item = cell(coverage(store, ON), "centre:a")

    assert (item["state"], item["clauses"]) == ("broken", ["T §5"])
    assert item["reason"] == "Stops after network:n: leader is missing. Required by T §5."


def test_a_kind_of_matter_that_the_instruction_does_not_speak_of_is_silent(store, org):
    norm = without(
        HOUSE, "§9 place asks contact via follows_up", "§8 place may ask expert via guided_by for case"
    )
    org(*WEST, norm=(*norm, "§9 place asks contact via follows_up for case about light"))

    answer = coverage(store, ON)

    assert cell(answer, "centre:a", "light")["state"] == "route"
    assert cell(answer, "centre:a", "noise")["state"] == "silent"
    assert cell(answer, "centre:a", "noise")["reason"].startswith(
        "The instruction does not say whom centre:a"
    )
    assert answer.totals == {"places": 1, "cells": 4, "route": 1, "fallback": 0, "broken": 0, "silent": 3}


def test_places_are_the_units_that_somebody_has_to_follow_up(store, org):
    """A board can begin a route too, but nobody follows it up; asked by unit, it has a row of its own."""
    norm = (*HOUSE, "§20 board is Department", "§21 board asks chief via line_above")
    org(*WEST, norm=norm)

    assert {item["centre"] for item in coverage(store, ON).items} == {"centre:a"}
    assert {item["unit"] for item in coverage(store, ON, "unit").items} == {
        "centre:a", "dept:care", "dept:head", "network:n",
    }  # fmt: skip


def test_where_an_instruction_follows_nobody_up_every_starting_unit_is_a_place(store, org):
    norm = ("§1 board is Department", "§2 chief sits in HEAD", "§3 board asks chief via line_above")
    org("dept:a under dept:b", "dept:b code HEAD", "post:c in dept:b as chief", norm=norm)

    answer = coverage(store, ON)

    assert {item["centre"]: item["state"] for item in answer.items} == {"dept:a": "route", "dept:b": "route"}


def test_a_place_that_does_not_exist_on_the_day_has_no_cell(store, org):
    org(*WEST, "centre:a exists to 2018-05-01", "centre:b exists from 2018-06-02", "centre:b in region:r")

    assert coverage(store, dt.date(2018, 4, 30)).totals["places"] == 1
    assert coverage(store, ON).totals["places"] == 0
    assert coverage(store, dt.date(2018, 6, 2)).totals["places"] == 1


def test_an_office_counts_its_places_and_shows_the_worst(store, org):
    """One of three places lies where nobody follows up: the row is broken, one of three."""
    org(*WEST, "centre:b in region:r", "centre:c in region:r", "post:b in office:west as contact",
        "office:west serves centre:d", "centre:d in region:s", "centre:e in region:s")  # fmt: skip

    answer = coverage(store, ON, "office")
    west, nobody = cell(answer, "office:west"), cell(answer, None)

    assert (west["places"], west["counts"]["route"], west["state"]) == (4, 4, "route")
    assert (nobody["places"], nobody["state"], nobody["name"]) == (1, "broken", "(none)")
    assert answer.items[-1]["office"] is None, "what belongs to nobody comes last"


def test_a_row_tells_every_reason_with_how_many_places_have_it(store, org):
    org(*WEST, "centre:b in region:r", "office:east under dept:care", "office:east serves region:r")

    item = cell(coverage(store, ON, "region"), "region:r", matter="principle")

    assert item["places"] == 2
    assert sum(reason["count"] for reason in item["reasons"]) == 2
    assert item["reason"] == item["reasons"][0]["reason"]


def test_a_place_that_is_served_by_two_stands_in_both_rows_but_is_counted_once(store, org):
    org(*WEST, "office:east serves region:r")

    answer = coverage(store, ON, "office")

    assert {item["office"] for item in answer.items} == {"office:east", "office:west"}
    assert (answer.totals["places"], answer.totals["cells"]) == (1, 4)


def test_places_that_share_a_walk_are_named_each_in_their_own_reason(store, org):
    org("dept:care code CARE", "centre:a in region:r", "centre:b in region:r")

    reasons = {item["centre"]: item["reason"] for item in coverage(store, ON).items}

    assert "Stops after centre:a:" in reasons["centre:a"]
    assert "Stops after centre:b:" in reasons["centre:b"]


def test_places_with_the_same_chain_are_walked_once(store, org):
    org(*WEST, *(f"centre:{n} in region:r" for n in range(30)))

    walked = list(routes(store, ON))

    assert Counter(len(journey.places) for journey in walked) == {31: 4}


def test_a_place_that_a_step_leads_back_to_has_a_walk_of_its_own(store, org):
    org(*WEST, "centre:b in region:r", norm=(*HOUSE, "§20 contact asks place via serves for case"))

    assert [len(group.places) for group in survey(store, ON).groups] == [1, 1]


def test_one_theme_and_one_kind_of_matter_can_be_asked_for(store, org):
    org(*WEST)

    answer = coverage(store, ON, theme="light", matter="principle")

    assert [(i["theme"], i["matter"]) for i in answer.items] == [("light", "principle")]


@pytest.mark.parametrize(
    ("field", "given", "nearest"), [("theme", "nois", "noise"), ("matter", "cases", "case")]
)
def test_an_unknown_theme_or_matter_is_refused_with_the_nearest(store, org, field, given, nearest):
    org(*WEST)

    with pytest.raises(UnknownNameError) as refused:
        coverage(store, ON, **{field: given})

    assert refused.value.nearest[0] == nearest


def test_a_theme_of_another_day_is_refused_with_the_day(store, org):
    org(*WEST)

    with pytest.raises(QuestionError, match="does not apply on 1 June 2017"):
        coverage(store, dt.date(2017, 6, 1), theme="noise")


def test_an_empty_graph_is_no_clean_bill(store):
    """Nothing broken because nothing is there would read as all is well."""
    with pytest.raises(QuestionError, match="the graph is empty"):
        coverage(store, ON)

    assert list(routes(store, ON)) == []


@pytest.mark.parametrize("by", ["centre", "office", "region", "unit"])
def test_an_instruction_without_an_organisation_says_that_nobody_is_there(store, org, by):
    org(norm=HOUSE)

    answer = coverage(store, ON, by)

    assert (answer.items, answer.totals["cells"]) == ((), 0)
    assert "nobody is there, not because all is well" in answer.notes[0]


def test_an_organisation_with_places_and_nobody_else_is_broken_everywhere(store, org):
    org("centre:a exists", "centre:b exists")

    answer = coverage(store, ON)

    assert answer.totals == {"places": 2, "cells": 8, "route": 0, "fallback": 0, "broken": 8, "silent": 0}


def test_both_engines_give_the_same_map_byte_for_byte(both):
    for by in ("centre", "office", "region", "unit"):
        for lang in ("nb", "en"):
            one, other = (coverage(store, ON, by, lang=lang).to_json() for store in both)
            one["graph"].pop("as_of")
            other["graph"].pop("as_of")
            assert json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)


def test_the_example_breaks_nowhere_from_a_centre_but_asa_has_nobody_for_one_theme(example):
    assert coverage(example, ON).totals == {
        "places": 36, "cells": 864, "route": 552, "fallback": 312, "broken": 0, "silent": 0,
    }  # fmt: skip

    units = coverage(example, ON, "unit", theme="fgm")
    assert {item["unit"] for item in units.items if item["state"] == "broken"} == {
        "dept:asa", "section:barnefaglig", "section:kor",
    }  # fmt: skip
