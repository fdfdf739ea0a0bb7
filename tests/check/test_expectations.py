"""Every kind of line: it holds, fails with names, or cannot be judged when it names what is not there."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from suite.engines import ROOT
from suite.words import WEST, without, write

from graph.errors import DataError
from queries.check.asking import check

if TYPE_CHECKING:
    from pathlib import Path

    from queries.check.answer import Checked

ON = dt.date(2018, 6, 1)
EXAMPLE = ROOT / "seed" / "expectations" / "udi-2018.yaml"
TWO = (*WEST, "centre:b in region:r")


@pytest.fixture
def expect(store, tmp_path: Path):
    """Judge lines against the graph; a line is the data of one entry."""

    def judged(*lines: dict[str, Any], on: dt.date | None = ON, lang: str = "en") -> Checked:
        path = write(
            tmp_path / "expectations.yaml", {"format": "ansvar.expectations/1", "expect": list(lines)}
        )
        return check(store, path, on, lang)

    return judged


def said(answer: Checked) -> list[tuple[str, str]]:
    return [(result.result, result.why) for result in answer.results]


def route(**fields: Any) -> dict[str, Any]:
    return {"route": {("from" if name == "start" else name): value for name, value in fields.items()}}


# -- routes --------------------------------------------------------------------------------------


def test_a_route_that_reaches_the_role_in_time_holds(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="leader", within=4))

    assert said(answer) == [("holds", "")]
    assert (answer.results[0].checked, answer.exit_code) == (1, 0)


def test_a_route_that_takes_more_steps_fails_and_says_how_many(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="leader", within=3))

    assert said(answer) == [("fails", "The route reaches leader after 4 steps; 3 are allowed.")]
    assert answer.exit_code == 1


def test_a_route_that_ends_elsewhere_fails(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="chief"))

    assert said(answer) == [("fails", "The route ends at post:leader without reaching chief.")]


def test_a_route_that_passes_an_empty_post_has_not_reached_its_role(org, expect):
    org(*WEST, "post:contact vacant")

    answer = expect(route(start="centre:a", theme="noise", matter="case", reaches="contact"))

    assert said(answer) == [("fails", "post:contact is on the way, but nobody is there.")]


def test_a_deputy_is_somebody_there_but_a_fallback(org, expect):
    org(*WEST, "post:contact vacant", "person:d deputises for post:contact")
    line = {"start": "centre:a", "theme": "noise", "matter": "case", "reaches": "contact"}

    answer = expect(route(**line), route(**line, without_fallback=True))

    assert said(answer) == [
        ("holds", ""),
        ("fails", "The route reaches contact, but only by fallback at post:contact."),
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
    assert answer.results[0].why.startswith("4 of 4: Stops after network:n. Somebody has to be leader;")


def test_a_kind_means_all_of_it_and_a_failing_line_names_those_it_fails_for(org, expect):
    org(*TWO, "centre:c exists")

    answer = expect(route(start="ReceptionCentre", theme="noise", matter="case"))

    result = answer.results[0]
    assert (result.checked, result.failing[0].subjects, result.failing[0].count) == (3, ("centre:c",), 1)
    assert "Stops after centre:c." in result.why


@pytest.mark.parametrize("start", ["any", "centre:*", ["centre:a", "centre:b"], "ReceptionCentre"])
def test_places_can_be_named_in_four_ways(org, expect, start):
    org(*TWO)

    answer = expect(route(start=start, theme="any", matter="any", reaches="network"))

    assert said(answer) == [("holds", "")]
    assert answer.results[0].checked == 2 * 2 * 2


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
        ("fails", "The instruction says nothing about whom office:west takes this up with.")
    ]


# -- posts ---------------------------------------------------------------------------------------

PERIOD = {"from": "2018-02-01", "to": "2018-08-01"}


def test_a_post_with_a_new_holder_from_the_day_the_old_one_leaves_is_never_vacant(org, expect):
    org(*WEST, "person:x holds post:contact to 2018-05-01", "person:y holds post:contact from 2018-05-01")

    assert said(expect({"never_vacant": {"post": "post:contact"} | PERIOD})) == [("holds", "")]


def test_a_single_day_without_a_holder_is_found(org, expect):
    org(*WEST, "person:x holds post:contact to 2018-05-01", "person:y holds post:contact from 2018-05-02")

    assert said(expect({"never_vacant": {"post": "post:contact"} | PERIOD})) == [
        ("fails", "post:contact: nobody from 1 May 2018 to 2 May 2018.")
    ]


def test_days_before_the_post_existed_count_as_nobody(org, expect):
    org(*WEST, "post:contact exists from 2018-03-01")

    answer = expect({"never_vacant": {"post": "post:contact"} | PERIOD})

    assert said(answer) == [("fails", "post:contact: nobody from 1 February 2018 to 1 March 2018.")]


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


def test_absence_counts_only_when_the_line_says_so_and_a_deputy_only_when_it_says_that(org, expect):
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
        ("fails", "post:contact: nobody from 1 May 2018 to 1 July 2018."),
        ("fails", "post:contact: nobody from 1 June 2018 to 1 July 2018."),
    ]


def test_the_holder_of_another_post_deputises_while_both_hold(org, expect):
    org(*WEST, "post:contact vacant since 2018-04-01", "post:leader deputises for post:contact to 2018-07-01",
        "person:z holds post:leader to 2018-06-01")  # fmt: skip

    answer = expect({"never_vacant": {"post": "post:contact", "deputy_counts": True} | PERIOD})

    assert said(answer) == [("fails", "post:contact: nobody from 1 June 2018 to 1 August 2018.")]


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
        "No post is set up for the role contact.": ("office:north",),
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
        ("fails", "1 of 5: person:expert is in 2 networks, 1 allowed: network:m, network:n. (person:expert)"),
        ("holds", ""),
        ("fails", "person:idle holds 1 posts, 0 allowed: post:idle."),
    ]


# -- what cannot be judged -------------------------------------------------------------------------

UNKNOWN = {
    "start": (
        route(start="centre:aa"),
        '"centre:aa" is not there (Person / Post / Unit). Nearest: "centre:a"',
    ),
    "theme": (route(start="any", theme="nois"), '"nois" is not there (Theme). Nearest: "noise"'),
    "matter": (route(start="any", matter="cases"), '"cases" is not there (MatterKind). Nearest: "case"'),
    "role": (route(start="any", reaches="leadr"), '"leadr" is not there (Role). Nearest: "leader"'),
    "post": ({"never_vacant": {"post": "post:contct"} | PERIOD}, 'Nearest: "post:contact"'),
    "person": ({"at_most": {"person": "person:leadr", "posts": 1}}, 'Nearest: "person:leader"'),
    "unit": ({"filled": {"role": "contact", "unit": "office:wst"}}, 'Nearest: "office:west"'),
    "role of filled": ({"filled": {"role": "contct"}}, 'Nearest: "contact"'),
    "kind of thing": (
        {"never_vacant": {"post": "office:west"} | PERIOD},
        "is a RegionalOffice, but what is wanted",
    ),
    "open ending": (route(start="centre:z*"), '"centre:z*" stands for nothing on 1 June 2018'),
    "kind": (route(start="Ministry"), '"Ministry" stands for nothing on 1 June 2018'),
}


@pytest.mark.parametrize(("line", "why"), UNKNOWN.values(), ids=UNKNOWN)
def test_a_line_that_names_what_is_not_there_cannot_be_judged_and_gets_the_nearest(org, expect, line, why):
    """It neither holds nor fails, and the exit code says that the file does not fit the graph."""
    org(*WEST)

    answer = expect(line)

    assert answer.results[0].result == "unjudged"
    assert why in answer.results[0].why
    assert answer.exit_code == 3


def test_what_is_not_there_on_the_day_cannot_be_judged(org, expect):
    org(*WEST, "centre:a exists to 2018-05-01")

    assert said(expect(route(start="centre:a"))) == [("unjudged", '"centre:a" does not hold on 1 June 2018')]


def test_in_an_empty_graph_no_line_can_be_judged(store, expect):
    """`no person is in more than two networks` does not hold because there is no person."""
    answer = expect(
        route(start="any"), {"at_most": {"person": "any", "networks": 2}}, {"filled": {"role": "r"}}
    )

    assert [result.result for result in answer.results] == ["unjudged"] * 3
    assert "The graph is empty" in answer.results[2].why


def test_in_an_empty_organisation_no_line_about_everybody_can_be_judged(org, expect):
    org()

    answer = expect(
        route(start="any"), {"at_most": {"person": "any", "networks": 2}}, {"filled": {"role": "contact"}}
    )

    assert [result.result for result in answer.results] == ["unjudged", "unjudged", "fails"]


def test_a_failing_line_goes_before_one_that_cannot_be_judged(org, expect):
    org(*WEST)

    answer = expect(route(start="centre:zz"), route(start="office:west"))

    assert [result.result for result in answer.results] == ["unjudged", "fails"]
    assert answer.exit_code == 1


# -- the day, and what is known --------------------------------------------------------------------


def test_the_day_of_the_line_goes_before_the_one_asked_for_and_that_before_the_file(store, org, tmp_path):
    org(*WEST)
    data = {
        "format": "ansvar.expectations/1",
        "on": "2018-03-01",
        "expect": [{"filled": {"role": "contact"}}, {"filled": {"role": "contact"}, "on": "2018-04-01"}],
    }
    path = write(tmp_path / "e.yaml", data)

    assert [r.on for r in check(store, path).results] == ["2018-03-01", "2018-04-01"]
    assert [r.on for r in check(store, path, ON).results] == ["2018-06-01", "2018-04-01"]


def test_a_line_that_is_known_to_fail_does_not_count_until_it_holds(org, expect):
    line = {"filled": {"role": "contact", "unit": "office:west"}, "known": "The post is advertised."}
    org(*WEST, "post:contact vacant")

    failing = expect(line)
    assert (failing.results[0].result, failing.exit_code, failing.totals["known"]) == ("fails", 0, 1)

    org(*WEST)
    holding = expect(line)
    assert (holding.results[0].result, holding.exit_code) == ("holds", 0)
    assert "Take the mark away" in holding.results[0].why


def test_a_new_failure_is_not_hidden_behind_a_known_one(org, expect):
    line = {
        "filled": {"role": "contact", "unit": "RegionalOffice"},
        "known": "west",
        "known_for": "office:w*",
    }
    org(*WEST, "post:contact vacant")
    assert expect(line).exit_code == 0

    org(*WEST, "post:contact vacant", "office:east under dept:care")
    answer = expect(line)

    assert (answer.exit_code, answer.results[0].beyond) == (1, ("office:east",))
    assert answer.results[0].why.endswith("Not known for: office:east.")


# -- files -----------------------------------------------------------------------------------------

BROKEN = {
    "expect: []": "expect: List should have at least 1 item",
    "expect:\n  - rute: {from: a}": 'unknown field "rute"\n  Nearest: "route"',
    "expect:\n  - name: x": "expects nothing; a line expects one of route, never_vacant, at_most, filled",
    "expect:\n  - filled: {role: a}\n    at_most: {person: any, posts: 1}": "says at_most and filled",
    "expect:\n  - filled: {rolle: a}": 'unknown field "rolle"\n  Nearest: "role"',
    "expect:\n  - route: {from: a, within: 0}": "greater than or equal to 1",
    "expect:\n  - route: {from: 'a*b'}": "has * in the middle",
    "expect:\n  - route: {from: 'a b'}": "is not a key, a kind or any",
    "expect:\n  - never_vacant: {post: a, from: 2018-05-01, to: 2018-05-01}": "has no day",
    "expect:\n  - never_vacant: {post: a, from: soon}": "never_vacant.from",
    "expect:\n  - at_most: {person: any}": "does not say how many",
    "expect:\n  - filled: {role: a}\n    known_for: b": "not why",
    "expect: &x [*x]": "uses an alias",
}


@pytest.mark.parametrize(("text", "why"), BROKEN.items())
def test_a_file_that_does_not_fit_the_format_is_refused_with_line_and_reason(tmp_path, text, why):
    path = tmp_path / "broken.yaml"
    path.write_text(f"format: ansvar.expectations/1\n{text}\n", encoding="utf-8")

    with pytest.raises(DataError) as refused:
        check(None, path)  # type: ignore[arg-type]

    assert why in str(refused.value)
    assert str(refused.value).endswith("Nothing was checked.")
    assert all(problem.line in (2, 3, 4) for problem in refused.value.problems)


@pytest.mark.parametrize("text", ["", "a: b", "format: ansvar.organisation/1", "- x", "format: [", "\x00"])
def test_a_file_of_another_format_is_refused(tmp_path, text):
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="Nothing was checked"):
        check(None, path)  # type: ignore[arg-type]


# -- the example -----------------------------------------------------------------------------------


def test_what_is_expected_of_the_example_holds_but_for_its_deliberate_faults(example):
    answer = check(example, EXAMPLE)

    assert answer.exit_code == 0
    assert answer.totals == {"lines": 13, "holds": 9, "fails": 4, "unjudged": 0, "known": 4}
    assert {kind for result in answer.results for kind in [result.kind]} == {
        "route", "never_vacant", "at_most", "filled",
    }  # fmt: skip


def test_a_month_later_the_fault_that_nobody_knew_of_counts(example):
    """Indre Østland loses its contact on 1 July; that Nord is known to be vacant does not hide it."""
    answer = check(example, EXAMPLE, dt.date(2018, 7, 1))

    assert [result.beyond for result in answer.results if result.counts] == [("office:indre-ost",)]


def test_both_engines_give_the_same_results_byte_for_byte(both):
    for lang in ("nb", "en"):
        one, other = (check(store, EXAMPLE, dt.date(2018, 7, 1), lang).to_json() for store in both)
        one["graph"].pop("as_of")
        other["graph"].pop("as_of")
        assert json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)
