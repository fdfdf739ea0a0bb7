"""Doubt is told where it decides: old facts, open questions, and what an instruction leaves to others."""

import datetime as dt
import io

import pytest
from suite.routes import ask
from suite.words import WEST

from ansvar.cli.output import Console
from ansvar.cli.route_text import ladder
from ansvar.dashboard.ladder import as_text
from ansvar.queries.duties.query import duties

DAY = dt.date(2018, 6, 1)


def test_old_facts_are_told_with_their_last_confirmation(example):
    """Old facts are told with the day they were last confirmed.

    Counted to the day asked about; it changes neither status nor exit code.
    """
    young, old = (
        ask(example, "centre:vest-3", "child-marriage", "guidance", on=day)
        for day in ("2018-06-01", "2026-11-30")
    )

    assert (young.confirmed, young.doubt) == ("2018-01-05", "")
    assert (old.confirmed, old.status) == ("2018-01-05", "whole")
    assert old.doubt == (
        "The facts are old: who holds the posts was last confirmed on 5 January 2018, more than 12 months "
        "before."
    )
    assert old.to_json()["confirmed"] == "2018-01-05"


def test_twelve_months_are_counted_to_the_day(store, org):
    days = {"contact": "2018-02-10", "expert": "2018-02-12", "leader": "2018-02-15"}
    org(*WEST, *[f"person:{post} holds post:{post} from {day}" for post, day in days.items()])

    doubts = {
        day: bool(ask(store, "centre:a", "noise", "case", day).doubt) for day in ("2019-02-10", "2019-02-11")
    }

    assert doubts == {"2019-02-10": False, "2019-02-11": True}


def test_a_route_names_open_questions_of_its_clauses(example):
    """A route names the open questions of the clauses it rests on."""
    route = ask(example, "centre:vest-3", "child-marriage", "individual-case")

    assert [(each["number"], each["clauses"]) for each in route.questions] == [
        (2, ["IM 2018-001 §3 (1)", "IM 2018-001 §3 (2)", "IM 2018-001 §3 (3)"]),
        (4, ["IM 2018-001 §6.1 (6)", "IM 2018-001 §6.1 s.2"]),
        (5, ["IM 2018-001 §6.1 (1)"]),
        (6, ["IM 2018-001 §6.1 (1)"]),
        (14, ["IM 2018-001 §5 (3)"]),
    ]
    assert all(each["text"] and each["reading"] for each in route.questions)


@pytest.mark.parametrize(
    ("start", "matter", "told"),
    [
        ("centre:vest-3", "individual-case", 5),
        ("centre:vest-3", "trend", 0),
        ("dept:asa", "individual-case", 0),
    ],
)
def test_a_place_is_told_what_is_left_to_others(example, start, matter, told):
    """A place is told what the instruction leaves to others in a case.

    Internal coordination is no order of notification; whether the chain holds makes no difference.
    """
    route = ask(example, start, "child-marriage", matter, lang="nb")

    assert len(route.left_out) == told
    if told:
        assert "112" in route.left_out[0]["text"]
        assert {each["source"] for each in route.left_out} == {
            "politiet.no",
            "straffeloven § 196",
            "RS 2015-007",
        }


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "Addressed to: Everyone in the Norwegian Directorate of Immigration (IM 2018-001)."),
        ("nb", "Rettet til: Alle i Utlendingsdirektoratet (IM 2018-001)."),
    ],
)
def test_a_route_tells_to_whom_the_instruction_is_addressed(lang, told, example):
    """What is explicit is said to these; a centre that asks has no duty under the instruction."""
    route = ask(example, "centre:vest-3", "fgm", "guidance", lang=lang)
    drawn = io.StringIO()
    Console(file=drawn, width=200).print(ladder(route))

    assert [each["instruction"] for each in route.to_json()["receivers"]] == ["instruction:im-2018-001"]
    assert route.addressed == told
    assert drawn.getvalue().count(told) == 1
    assert as_text(route).count(told) == 1


def test_nothing_is_told_of_an_instruction_without_receiver(store, org):
    org(*WEST)

    route = ask(store, "centre:a", "noise", "case", "2018-06-01")

    assert (route.status, route.receivers, route.addressed) == ("whole", (), "")


def test_members_have_no_duties_of_uncovered_themes(example):
    """Duties of themes that a network does not cover are not its members.

    5 RMA (3) is about child marriage; the other network works on female genital mutilation.
    """
    cited = {
        person: {clause for item in duties(example, person, DAY).items for clause in item["clauses"]}
        for person in ("person:johan-utkast", "person:solveig-monster")
    }

    assert "IM 2018-001 §5 RMA (3)" not in cited["person:johan-utkast"]
    assert "IM 2018-001 §5 RMA (3)" in cited["person:solveig-monster"]
    assert "IM 2018-001 §5 RMA (2)" in cited["person:johan-utkast"]


def test_who_stands_in_is_told_the_duties_as_that(example):
    items = duties(example, "person:berit-monster", DAY).items

    assert {item["how"] for item in items} == {"deputy"}
    assert {item["as"]["key"] for item in items} == {"post:contact-sor"}
    assert len([item for item in items if item["clauses"][0].startswith("IM 2018-001 §6.1 (")]) == 6


def test_who_holds_no_post_is_told_so_and_whom_she_stands_in_for(example):
    route = ask(example, "person:berit-monster", "fgm", "individual-case", on="2018-06-01")

    assert route.status == "not_applicable"
    assert route.notes[0].endswith("holds no post on 1 June 2018.")
    assert "deputises for" in route.notes[1]
    assert [each["key"] for each in route.instead] == ["post:contact-sor"]
