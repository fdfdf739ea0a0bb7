"""Another instruction and another organisation: a company with six levels, and nothing that seed/ knows.

The files are tests/data/safety-rules.yaml and tests/data/works.yaml.
"""

import pytest
from suite.engines import DATA
from suite.routes import ask, keys, told

from ansvar.graph.load.loader import load_files

LINE = "post:lead-team post:lead-hall post:lead-plant"


@pytest.fixture
def works(bench):
    """Give the graph of the company."""
    return bench.filled("works", [DATA])


def test_a_step_along_the_line_ends_at_the_nearest_lead(works):
    """A step along the line goes to the nearest lead and ends there."""
    route = ask(works, "post:fitter", "machines", "proposal", "2020-02-01")

    assert told(route) == ("whole", "post:lead-team", [])
    assert route.alternatives == (), "who is farther up the line is not asked beside the nearest one"


def test_an_injury_climbs_level_by_level_to_the_board(works):
    """Two levels have no lead at all; that is no gap, because the next one above is the nearest."""
    route = ask(works, "post:fitter", "machines", "injury", "2020-02-01")

    assert told(route) == ("whole", f"{LINE} post:lead-division directorate:works", [])
    assert [step.role for step in route.steps] == ["lead"] * 4 + ["board"]
    cited = [clause for step in route.steps for clause in step.clauses]
    assert cited == [f"Safety rules §{section}" for section in (1, 3, 3, 3, 4)]
    assert route.notes == ("The board answers to the outside. (Safety rules §4)",)


def test_a_vacant_level_is_named_and_not_passed_over(works):
    """No rule lets it be passed: the next level is named as a natural receiver."""
    route = ask(works, "post:fitter", "machines", "injury", "2020-03-01")

    assert told(route) == (
        "not_said",
        f"{LINE} post:lead-division",
        ["post:lead-division vacant since 2020-03-01: nobody"],
    )
    assert route.natural is not None
    assert route.natural.key == "directorate:works"


def test_the_holder_of_another_post_stands_in_for_absence(works):
    """The holder of another post steps in for somebody who is away."""
    route = ask(works, "post:fitter", "machines", "injury", "2020-07-15")

    assert told(route)[2] == [
        "post:lead-plant absent since 2020-07-01: person:unni",
        "post:lead-division vacant since 2020-03-01: nobody",
    ]
    assert [person.name for person in route.steps[2].deputies] == ["Unni Prøve"]


def test_the_delegate_is_another_lawful_way(works):
    route = ask(works, "post:fitter", "chemicals", "near-miss", "2020-02-01")

    assert keys(route) == ["post:lead-team"]
    assert [[step.key for step in way] for way in route.alternatives] == [["post:delegate"]]


def test_the_route_is_told_in_both_languages(works):
    asked = {
        lang: ask(works, "post:fitter", "machines", "injury", "2020-02-01", lang) for lang in ("nb", "en")
    }
    names = {lang: [step.name for step in route.steps] for lang, route in asked.items()}

    assert names == {
        "nb": ["Lagleder", "Halleder", "Anleggsleder", "Divisjonsleder", "Verket"],
        "en": ["Team lead", "Hall lead", "Plant lead", "Division lead", "The Works"],
    }


@pytest.mark.parametrize("start", ["person:synne", "post:fitter"])
def test_a_person_asks_from_the_post_that_she_holds(works, start):
    assert told(ask(works, start, "machines", "proposal", "2020-02-01")) == ("whole", "post:lead-team", [])


def test_a_unit_that_takes_nothing_up_is_not_the_one_to_ask(works):
    route = ask(works, "unit:hall", "machines", "proposal", "2020-02-01")

    assert told(route) == ("not_applicable", "", [])


def test_the_files_hold_what_they_seem_to_hold(store):
    report = load_files(store, [DATA])

    assert (report.files, report.changed, report.ended, report.left) == (2, 0, 0, 0)
