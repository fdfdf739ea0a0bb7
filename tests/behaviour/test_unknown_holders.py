"""A post of which nobody has told who holds it is called that everywhere, and never vacant."""

import datetime as dt

import pytest
from rich.console import Console
from suite.routes import ask, told
from suite.words import HOUSE, WEST, organisation, without, write

from ansvar.cli import route_text
from ansvar.graph.load.loader import load_files
from ansvar.queries.check.query import check
from ansvar.queries.coverage.query import coverage
from ansvar.queries.gaps.query import gaps

UNKNOWN = (*WEST, "post:contact unknown")
DAY = dt.date(2018, 6, 1)


def test_a_route_names_it_and_goes_on_as_past_an_empty_post(org, store):
    """Nobody can be asked there, so another lawful way carries the matter on; the post stays in the route."""
    org(*UNKNOWN)

    route = ask(store, "centre:a", "noise", "case")

    assert told(route) == (
        "fallback",
        "post:contact post:expert* network:n post:leader",
        ["post:contact unknown: post:expert"],
    )
    assert (route.steps[0].key, route.steps[0].state) == ("post:contact", "unknown")
    assert (route.skipped[0].since, route.skipped[0].why) == (None, "without a known holder")
    board = Console(width=100)
    with board.capture() as text:
        board.print(route_text.ladder(route))
    assert "WITHOUT A KNOWN HOLDER" in text.get()
    assert "without a known holder" in route_text.mermaid(route)


@pytest.mark.parametrize(
    ("lang", "why"),
    [("en", "without a known holder since 1 March 2018"), ("nb", "uten kjent innehaver siden 1. mars 2018")],
)
def test_who_held_it_before_tells_since_when_it_is_not_known(org, store, tmp_path, lang, why):
    org(*UNKNOWN)
    held = (*WEST, "person:ada holds post:contact to 2018-03-01")
    load_files(store, [write(tmp_path / "before.yaml", organisation(*held))])
    load_files(store, [write(tmp_path / "now.yaml", organisation(*UNKNOWN))], ended_on=dt.date(2018, 3, 1))

    route = ask(store, "centre:a", "noise", "case", lang=lang)

    assert [(s.state, s.since, s.why) for s in route.skipped] == [("unknown", "2018-03-01", why)]
    assert ask(store, "centre:a", "noise", "case", "2018-02-01").skipped == ()


def test_a_deputy_carries_on_for_an_unknown_holder(org, store):
    org(*UNKNOWN, "person:bo deputises for post:contact")

    route = ask(store, "centre:a", "noise", "case")

    assert told(route)[2] == ["post:contact unknown: person:bo"]
    assert [p.key for p in route.steps[0].deputies] == ["person:bo"]


def test_the_silence_map_gives_it_as_the_reason(org, store):
    org(*UNKNOWN)

    (cell,) = [
        c
        for c in coverage(store, DAY, "unit").cells
        if (c.key, c.theme, c.matter) == ("centre:a", "noise", "case")
    ]

    assert (cell.verdict.state, ": without a known holder" in cell.verdict.reason) == ("fallback", True)


def test_an_expectation_that_fails_says_that_nobody_has_told(org, store, tmp_path):
    org(*UNKNOWN)
    line = {"filled": {"role": "contact", "unit": "office:west"}}
    path = write(tmp_path / "expected.yaml", {"format": "ansvar.expectations/1", "expect": [line]})

    (result,) = check(store, path, DAY).results

    assert (result.result, result.why) == ("fails", "post:contact: without a known holder.")


@pytest.mark.slow
def test_no_rule_claims_that_nobody_holds_it(org, store):
    """Where nothing carries a matter on, the findings speak of whom one can turn to."""
    norm = without(
        HOUSE, "§8 place may ask expert via guided_by for case", "§10 contact asks expert via guided_by"
    )
    org(*UNKNOWN, norm=norm)

    found = gaps(store, DAY).findings

    assert {(f.rule, f.subjects) for f in found if "post:contact" in f.subjects and f.severity != "low"} == {
        ("unknown_holder", ("post:contact",))
    }
    (stops,) = [f.why for f in found if f.rule == "route_stops"]
    assert "have nobody to turn to: contact is missing" in stops
