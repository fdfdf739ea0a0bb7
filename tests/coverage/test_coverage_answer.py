"""What the coverage map says: the state of a cell, its reason, who shares it, and what is said of nobody."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter

import pytest
from suite.words import HOUSE, WEST, without

from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.queries.coverage.query import coverage
from ansvar.queries.coverage.survey import survey

ON = dt.date(2018, 6, 1)


def cell(answer, key, theme="noise", matter="case"):
    """Give one item of a map."""
    by = answer.question["by"]
    return next(i for i in answer.items if (i[by], i["theme"], i["matter"]) == (key, theme, matter))


def test_an_open_way_is_a_route_without_reason(store, org):
    """A cell of an open way is a route with its chain and no reason."""
    org(*WEST)

    item = cell(coverage(store, ON), "centre:a")

    assert item == {
        "centre": "centre:a",
        "name": "centre:a",
        "theme": "noise",
        "matter": "case",
        "state": "whole",
        "reason": "",
        "clauses": [],
        "chain": ["post:contact", "post:expert", "network:n", "post:leader"],
        "questions": [],
    }


def test_a_vacancy_carried_on_is_a_fallback_with_its_date(store, org):
    """A vacancy that somebody carries on is a fallback and says since when."""
    org(*WEST, "post:contact vacant since 2018-03-01")

    item = cell(coverage(store, ON), "centre:a")

    assert (item["state"], item["clauses"]) == ("fallback", ["T §2"])
    assert (
        item["reason"]
        == "Post:contact: vacant since 1 March 2018 (T §2); post:expert takes the matter forward."
    )


def test_a_missing_link_is_broken_and_names_the_clause(store, org):
    """A missing link with nothing to carry on is broken and names the clause that is needed."""
    org(*without(WEST, "post:leader in dept:head as leader", "post:leader leads network:n"))

    item = cell(coverage(store, ON), "centre:a")

    assert (item["state"], item["clauses"]) == ("broken", ["T §5"])
    assert (
        item["reason"]
        == "Stops after network:n: leader is missing. Required by T §5, and nobody else takes over."
    )


def test_a_matter_not_spoken_of_is_silent(store, org):
    """A kind of matter that the instruction does not speak of is silent."""
    norm = without(
        HOUSE, "§9 place asks contact via follows_up", "§8 place may ask expert via guided_by for case"
    )
    org(*WEST, norm=(*norm, "§9 place asks contact via follows_up for case about light"))

    answer = coverage(store, ON)

    assert cell(answer, "centre:a", "light")["state"] == "whole"
    assert cell(answer, "centre:a", "noise")["state"] == "not_said"
    assert cell(answer, "centre:a", "noise")["reason"].startswith(
        "The instruction does not say whom centre:a"
    )
    assert answer.totals == {"places": 1, "cells": 4, "whole": 1, "fallback": 0, "broken": 0, "not_said": 3}


def test_places_are_the_units_that_somebody_has_to_follow_up(store, org):
    """A board can begin a route too, but nobody follows it up; asked by unit, it has a row of its own."""
    norm = (*HOUSE, "§20 board is Department", "§21 board asks chief via line_above")
    org(*WEST, norm=norm)

    assert {item["centre"] for item in coverage(store, ON).items} == {"centre:a"}
    assert {item["unit"] for item in coverage(store, ON, "unit").items} == {
        "centre:a", "dept:care", "dept:head", "network:n",
    }  # fmt: skip


def test_without_follow_up_every_start_is_a_place(store, org):
    """Where an instruction follows nobody up every starting unit is a place."""
    norm = ("§1 board is Department", "§2 chief sits in HEAD", "§3 board asks chief via line_above")
    org("dept:a under dept:b", "dept:b code HEAD", "post:c in dept:b as chief", norm=norm)

    answer = coverage(store, ON)

    assert {item["centre"]: item["state"] for item in answer.items} == {"dept:a": "whole", "dept:b": "whole"}


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

    assert (west["places"], west["counts"]["whole"], west["state"]) == (4, 4, "whole")
    assert (nobody["places"], nobody["state"], nobody["name"]) == (1, "broken", "(none)")
    assert answer.items[-1]["office"] is None, "what belongs to nobody comes last"


def test_a_row_tells_every_reason_with_how_many_places_have_it(store, org):
    org(*WEST, "centre:b in region:r", "office:east under dept:care", "office:east serves region:r")

    item = cell(coverage(store, ON, "region"), "region:r", matter="principle")

    assert item["places"] == 2
    assert sum(reason["count"] for reason in item["reasons"]) == 2
    assert item["reason"] == item["reasons"][0]["reason"]


def test_a_place_served_by_two_is_counted_once(store, org):
    """A place that is served by two stands in both rows but is counted once."""
    org(*WEST, "office:east serves region:r")

    answer = coverage(store, ON, "office")

    assert {item["office"] for item in answer.items} == {"office:east", "office:west"}
    assert (answer.totals["places"], answer.totals["cells"]) == (1, 4)


def test_each_place_of_a_walk_is_named_in_its_own_reason(store, org):
    """Places that share a walk are named each in their own reason."""
    org("dept:care code CARE", "centre:a in region:r", "centre:b in region:r", binds=["organisation:t"])

    reasons = {item["centre"]: item["reason"] for item in coverage(store, ON).items}

    assert "Stops after centre:a:" in reasons["centre:a"]
    assert "Stops after centre:b:" in reasons["centre:b"]


def test_places_with_the_same_chain_are_walked_once(store, org):
    org(*WEST, *(f"centre:{n} in region:r" for n in range(30)))

    walked = list(survey(store, ON).journeys())

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

    assert list(survey(store, ON).journeys()) == []


@pytest.mark.parametrize("by", ["centre", "office", "region", "unit"])
def test_an_instruction_alone_says_that_nobody_is_there(store, org, by):
    """An instruction without an organisation says that nobody is there."""
    org(norm=HOUSE)

    answer = coverage(store, ON, by)

    assert (answer.items, answer.totals["cells"]) == ((), 0)
    assert "nobody is there, not because all is well" in answer.notes[0]


def test_places_with_nobody_else_are_broken_everywhere(store, org):
    """An organisation with places and nobody else is broken everywhere."""
    org("centre:a exists", "centre:b exists", binds=["organisation:t"])

    answer = coverage(store, ON)

    assert answer.totals == {"places": 2, "cells": 8, "whole": 0, "fallback": 0, "broken": 8, "not_said": 0}


@pytest.mark.slow
def test_both_engines_give_the_same_map_byte_for_byte(both):
    for by in ("centre", "office", "region", "unit"):
        for lang in ("nb", "en"):
            one, other = (coverage(store, ON, by, lang=lang).to_json() for store in both)
            one["graph"].pop("as_of")
            other["graph"].pop("as_of")
            assert json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)


def test_the_example_breaks_in_nord_and_for_asa(example):
    """Nord has 7 centres and Sør 6; there are 4 themes.

    Without a contact in Nord a clause opens another way for 2 kinds of matter, says nothing for 3, and has
    nobody else for training needs; in Sør a deputy stands in for all 6.
    """
    assert (7 * 4 * 2 + 6 * 4 * 6, 7 * 4 * 3, 7 * 4) == (200, 84, 28)
    assert coverage(example, ON).totals == {
        "places": 36, "cells": 864, "whole": 552, "fallback": 200, "broken": 28, "not_said": 84,
    }  # fmt: skip

    units = coverage(example, ON, "unit", theme="fgm")
    assert {item["unit"] for item in units.items if item["state"] == "broken"} == {
        "dept:asa", "section:barnefaglig", "section:kor", *(f"centre:nord-{n}" for n in range(1, 8)),
    }  # fmt: skip
