"""Gaps, coverage, duties and history: what the pages say is what the terminal says."""

from __future__ import annotations

from datetime import date

import pytest
from suite.screen import button, rows_of, text_of

from ansvar.dashboard import rights
from ansvar.dashboard.shell import page_module
from ansvar.dashboard.words import word
from ansvar.graph.characters import json_text
from ansvar.graph.texts import LANGUAGES
from ansvar.queries.changes import changes
from ansvar.queries.citation import citations
from ansvar.queries.coverage.query import coverage
from ansvar.queries.duties.query import duties
from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.report.sarif import sarif

OURS = ("gaps", "coverage", "duties", "history", "cypher", "files")
DAY = date(2018, 6, 1)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_a_page_stands_in_both_languages_without_any_choice(example, page, name, lang):
    at = page(name, lang=lang)

    assert not at.exception
    assert at.title[0].value == word(lang, page_module(name).TITLE, name)


@pytest.mark.parametrize("name", OURS)
def test_a_page_of_an_empty_graph_offers_a_start(store, page, name):
    at = page(name)

    assert not at.exception
    assert at.title[0].value == "The graph is empty"


@pytest.mark.parametrize("name", OURS)
def test_a_day_on_which_nothing_holds_is_said_plainly(example, page, name):
    at = page(name, on="1995-01-01")

    assert not at.exception


# -- gaps ------------------------------------------------------------------------------------------


def test_gaps_are_those_of_the_terminal(example, page):
    answer = gaps(example, DAY)
    told = text_of(page("gaps", accepted="all", group="rule"))

    assert f"Findings on 1 June 2018: {len(answer.findings)}." in told
    for finding in answer.findings[:15]:
        assert finding.why in told


def test_a_link_restores_a_whole_finding(example, page):
    """A finding is restored from a link with rule Cypher and remedy."""
    finding = next(f for f in gaps(example, DAY).findings if f.rule == "vacant_post")
    at = page("gaps", finding=finding.id)

    assert not at.exception
    assert finding.title in [s.value for s in at.subheader]
    assert finding.remedy in text_of(at)
    assert any("MATCH" in code.value for code in at.code)
    assert "HOLDS" in "".join(code.value for code in at.code)


def test_accepting_needs_the_right_to_write(example, page):
    """Nothing can be accepted unless whoever starts it allows it."""
    finding = gaps(example, DAY).findings[0]
    at = page("gaps", finding=finding.id)

    assert rights.WRITE in text_of(at)
    assert "Accept the finding" not in [b.label for b in at.button]


@pytest.mark.slow
def test_a_finding_is_accepted_with_a_reason_and_taken_back(store, org, page, monkeypatch):
    monkeypatch.setenv(rights.WRITE, "1")
    org("dept:care code CARE", "office:west under dept:care", "post:contact in office:west as contact",
        "post:contact vacant since 2018-03-01")  # fmt: skip
    finding = next(f for f in gaps(store, DAY).findings if f.rule == "vacant_post")

    at = page("gaps", finding=finding.id)
    at = button(at, "Accept the finding").click().run()
    assert "Give a reason for accepting the finding." in text_of(at)
    next(t for t in at.text_input if t.label == "Reason for accepting it").set_value(
        "somebody starts in July"
    )
    at = button(at, "Accept the finding").click().run()

    assert not at.exception
    accepted = next(f for f in gaps(store, DAY).findings if f.id == finding.id)
    assert (accepted.accepted_reason, accepted.accepted_until) == ("somebody starts in July", "2018-08-30")

    at = button(page("gaps", finding=finding.id), "Withdraw the acceptance").click().run()
    assert not at.exception
    assert not any(f.accepted for f in gaps(store, DAY).findings)


def test_findings_leave_as_files_that_the_terminal_makes_too(example):
    from ansvar.dashboard.views.gaps import _FILES

    answer = gaps(example, DAY)

    made = {ending: make(answer) for ending, (_, make) in _FILES.items()}
    assert made["xlsx"][:2] == b"PK"
    assert answer.findings[0].id in made["html"]
    assert made["sarif"] == json_text(sarif(answer))


# -- coverage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["office", "region", "centre", "unit"])
def test_the_map_and_its_table_hold_what_the_terminal_says(example, page, by):
    answer = coverage(example, DAY, by)
    table = rows_of(page("coverage", by=by))[0]

    themes = {t["key"]: t["name"] for t in answer.themes}
    matters = {m["key"]: m["name"] for m in answer.matters}
    states = {"whole": "Route", "fallback": "Fallback", "broken": "Broken", "not_said": "Not regulated"}
    assert {(r["Place"], r["Theme"], r["Kind of matter"], r["Outcome"], r["Reason"]) for r in table} == {
        (i["name"], themes[i["theme"]], matters[i["matter"]], states[i["state"]], i["reason"])
        for i in answer.items
    }


def test_a_cell_is_restored_from_a_link_with_its_reason(example, page):
    at = page("coverage", by="centre", cell="centre:nord-3|fgm|individual-case")
    item = next(
        i for i in coverage(example, DAY).rows
        if (i["centre"], i["theme"], i["matter"]) == ("centre:nord-3", "fgm", "individual-case")
    )  # fmt: skip

    assert item["reason"] in text_of(at)
    assert f"open questions: {', '.join(map(str, item['questions']))}" in text_of(at)
    assert at.query_params["cell"] in (
        ["centre:nord-3|fgm|individual-case"],
        "centre:nord-3|fgm|individual-case",
    )


def test_rows_and_columns_are_filtered(example, page):
    table = rows_of(page("coverage", by="centre", themes="fgm", matters="trend", states="fallback"))[0]

    assert {(r["Theme"], r["Kind of matter"], r["Outcome"]) for r in table} == {
        ("female genital mutilation", "trend", "Fallback")
    }


def test_a_filter_that_nothing_fits_says_so(example, page):
    assert "No rows match" in text_of(
        page("coverage", by="centre", themes="fgm", matters="individual-case", states="broken")
    )


# -- duties ----------------------------------------------------------------------------------------


def test_ones_duties_are_those_of_the_terminal_with_what_recurs(example, page):
    answer = duties(example, "person:ola-eksempel", DAY)
    told = text_of(page("duties", view="mine", of="person:ola-eksempel"))

    assert all(item["text"] in told for item in answer.items)
    recurring = sum(1 for item in answer.items if item["recurring"])
    assert told.count("↻ *recurring*") == recurring > 0


def test_what_comes_through_a_network_is_told_apart(example, page):
    key = next(
        item["key"] for item in example_posts(example)
        if any(d["how"] == "through" for d in duties(example, item["key"], DAY).items)
    )  # fmt: skip

    assert "**Through " in text_of(page("duties", view="mine", of=key))


def example_posts(store):
    from ansvar.queries.catalogue.query import things

    return things(store, "Post", DAY).items


def test_the_instruction_stands_clause_by_clause(example, page):
    """The instruction stands clause by clause with its open questions."""
    told = text_of(page("duties", section="all"))

    assert "In addition to its member of the network" in told
    assert "Open question:" in told
    assert "Interpretation:" in told


def test_every_duty_leads_to_clause_bearers_and_holders(example, page):
    table = rows_of(page("duties", view="duties"))[0]
    answer = duties(example, None, DAY)

    assert len(table) == len(answer.items)
    cite = citations(example, "en").cite
    assert {row["Clauses"] for row in table} == {cite(item["clauses"]) for item in answer.items}


# -- history ---------------------------------------------------------------------------------------


def test_what_changed_is_what_the_graph_says(example, page):
    tables = rows_of(page("history", since="2018-01-10"))
    found = changes(example, date(2018, 1, 10), DAY)

    assert [row["Day"] for row in tables[-1]] == [item.day for item in found.items]


def test_the_slider_moves_the_day_of_the_whole_dashboard(example, page):
    at = page("history", since="2018-01-10")
    at = at.slider[0].set_value(date(2018, 7, 2)).run()

    assert not at.exception
    assert at.date_input(key="widget.on").value == date(2018, 7, 2)
    assert at.query_params["on"] in (["2018-07-02"], "2018-07-02")


def test_the_next_change_is_one_click_away(example, page):
    at = page("history").button(key="history.after").click().run()

    assert at.date_input(key="widget.on").value == date(2018, 7, 1)
