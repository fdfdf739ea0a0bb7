"""What cannot be judged, which day counts, what is known to fail, and files that do not fit."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from suite.engines import ROOT
from suite.expectations import PERIOD, route, said
from suite.words import WEST, write

from ansvar.graph.errors import DataError
from ansvar.queries.check.query import check

ON = dt.date(2018, 6, 1)
EXAMPLE = ROOT / "seed" / "expectations" / "udi-2018.yaml"


# -- what cannot be judged -------------------------------------------------------------------------


UNKNOWN = {
    "start": (
        route(start="centre:aa"),
        '"centre:aa" does not exist (Person / Post / Unit). Nearest: "centre:a"',
    ),
    "theme": (route(start="any", theme="nois"), '"nois" does not exist (Theme). Nearest: "noise"'),
    "matter": (route(start="any", matter="cases"), '"cases" does not exist (MatterKind). Nearest: "case"'),
    "role": (route(start="any", reaches="leadr"), '"leadr" does not exist (Role). Nearest: "leader"'),
    "post": ({"never_vacant": {"post": "post:contct"} | PERIOD}, 'Nearest: "post:contact"'),
    "person": ({"at_most": {"person": "person:leadr", "posts": 1}}, 'Nearest: "person:leader"'),
    "unit": ({"filled": {"role": "contact", "unit": "office:wst"}}, 'Nearest: "office:west"'),
    "role of filled": ({"filled": {"role": "contct"}}, 'Nearest: "contact"'),
    "kind of thing": (
        {"never_vacant": {"post": "office:west"} | PERIOD},
        "is a RegionalOffice, but a ",
    ),
    "open ending": (route(start="centre:z*"), '"centre:z*" refers to nothing on 1 June 2018'),
    "kind": (route(start="Ministry"), '"Ministry" refers to nothing on 1 June 2018'),
}


@pytest.mark.parametrize(("line", "why"), UNKNOWN.values(), ids=UNKNOWN)
def test_an_unknown_name_cannot_be_judged(org, expect, line, why):
    """A line that names what is not there cannot be judged and gets the nearest.

    It neither holds nor fails, and the exit code says that the file does not fit the graph.
    """
    org(*WEST)

    answer = expect(line)

    assert answer.results[0].result == "unjudged"
    assert why in answer.results[0].why
    assert answer.exit_code == 3


def test_what_is_not_there_on_the_day_cannot_be_judged(org, expect):
    org(*WEST, "centre:a exists to 2018-05-01")

    assert said(expect(route(start="centre:a"))) == [("unjudged", '"centre:a" does not apply on 1 June 2018')]


def test_in_an_empty_graph_no_line_can_be_judged(store, expect):
    """`no person is in more than two networks` does not hold because there is no person."""
    answer = expect(
        route(start="any"), {"at_most": {"person": "any", "networks": 2}}, {"filled": {"role": "r"}}
    )

    assert [result.result for result in answer.results] == ["unjudged"] * 3
    assert "The graph is empty" in answer.results[2].why


def test_nothing_about_everybody_is_judged_of_nobody(org, expect):
    """In an empty organisation no line about everybody can be judged."""
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


def test_the_nearest_day_wins(store, org, tmp_path):
    """The day of the line goes before the one asked for and that before the file."""
    org(*WEST)
    data = {
        "format": "ansvar.expectations/1",
        "on": "2018-03-01",
        "expect": [{"filled": {"role": "contact"}}, {"filled": {"role": "contact"}, "on": "2018-04-01"}],
    }
    path = write(tmp_path / "e.yaml", data)

    assert [r.on for r in check(store, path).results] == ["2018-03-01", "2018-04-01"]
    assert [r.on for r in check(store, path, ON).results] == ["2018-06-01", "2018-04-01"]


def test_a_known_failure_does_not_count_until_it_holds(org, expect):
    """A line that is known to fail does not count until it holds."""
    line = {"filled": {"role": "contact", "unit": "office:west"}, "known": "The post is advertised."}
    org(*WEST, "post:contact vacant")

    failing = expect(line)
    assert (failing.results[0].result, failing.exit_code, failing.totals["known"]) == ("fails", 0, 1)

    org(*WEST)
    holding = expect(line)
    assert (holding.results[0].result, holding.exit_code) == ("holds", 0)
    assert "Remove the mark" in holding.results[0].why


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
    assert answer.results[0].why.endswith("Not marked as known for: office:east.")


# -- files -----------------------------------------------------------------------------------------


BROKEN = {
    "expect: []": "expect: List should have at least 1 item",
    "expect:\n  - rute: {from: a}": 'unknown field "rute"\n  Nearest: "route"',
    "expect:\n  - name: x": "expects nothing; a line expects one of route, never_vacant, at_most, filled",
    "expect:\n  - filled: {role: a}\n    at_most: {person: any, posts: 1}": "says at_most and filled",
    "expect:\n  - filled: {rolle: a}": 'unknown field "rolle"\n  Nearest: "role"',
    "expect:\n  - route: {from: a, within: 0}": "greater than or equal to 1",
    "expect:\n  - route: {from: 'a*b'}": "has * in the middle",
    'expect:\n  - route: {from: "a\\tb"}': "is not a key, a name, a kind or any",
    "expect:\n  - never_vacant: {post: a, from: 2018-05-01, to: 2018-05-01}": "covers no day",
    "expect:\n  - never_vacant: {post: a, from: soon}": "never_vacant.from",
    "expect:\n  - at_most: {person: any}": "does not say how many",
    "expect:\n  - filled: {role: a}\n    known_for: b": "not why",
    "expect: &x [*x]": "uses an alias",
}


@pytest.mark.parametrize(("text", "why"), BROKEN.items())
def test_a_misfit_file_is_refused_with_line_and_reason(tmp_path, text, why):
    """A file that does not fit the format is refused with line and reason."""
    path = tmp_path / "broken.yaml"
    path.write_text(f"format: ansvar.expectations/1\n{text}\n", encoding="utf-8")

    with pytest.raises(DataError) as refused:
        check(None, path)  # type: ignore[arg-type]  # refused before any graph is asked

    assert why in str(refused.value)
    assert str(refused.value).endswith("Nothing was checked.")
    assert all(problem.line in (2, 3, 4) for problem in refused.value.problems)


@pytest.mark.parametrize("text", ["", "a: b", "format: ansvar.organisation/1", "- x", "format: [", "\x00"])
def test_a_file_of_another_format_is_refused(tmp_path, text):
    path = tmp_path / "other.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DataError, match="Nothing was checked"):
        check(None, path)  # type: ignore[arg-type]  # refused before any graph is asked


# -- the example -----------------------------------------------------------------------------------


def test_expectations_of_the_example_hold_but_for_faults(example):
    """What is expected of the example holds but for its deliberate faults."""
    answer = check(example, EXAMPLE)

    assert answer.exit_code == 0
    assert answer.totals == {"lines": 13, "holds": 7, "fails": 6, "unjudged": 0, "known": 6}
    assert {kind for result in answer.results for kind in [result.kind]} == {
        "route", "never_vacant", "at_most", "filled",
    }  # fmt: skip


def test_a_month_later_the_fault_that_nobody_knew_of_counts(example):
    """Indre Østland loses its contact on 1 July; that Nord is known to be vacant does not hide it."""
    answer = check(example, EXAMPLE, dt.date(2018, 7, 1))
    centres = tuple(f"centre:indre-ost-{n}" for n in range(1, 9))

    beyond = [result.beyond for result in answer.results if result.counts]
    assert beyond == [centres, centres, ("office:indre-ost",)]


@pytest.mark.slow
def test_both_engines_give_the_same_results_byte_for_byte(both):
    for lang in ("nb", "en"):
        one, other = (check(store, EXAMPLE, dt.date(2018, 7, 1), lang).to_json() for store in both)
        one["graph"].pop("as_of")
        other["graph"].pop("as_of")
        assert json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)
