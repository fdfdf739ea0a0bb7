"""Every centre, every theme, every kind of matter, on three days: nobody is left without an answer.

Each question is put to one engine: where there are two, every fourth goes to the embedded one, which is
the slower of them.  What both of them say is compared for one centre of each office.
"""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from itertools import product

import pytest
import yaml
from suite.engines import ENGINES, EXAMPLE

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement
from ansvar.queries.trace import trace

DAYS = [dt.date(2018, 1, 5), dt.date(2018, 6, 1), dt.date(2026, 11, 22)]

CLAUSES = Statement(
    name="suite.clauses",
    text="MATCH (c:Clause) RETURN c.key AS key ORDER BY key",
    params={},
    returns=("key",),
)


def keys_of(part, wanted=lambda _: True):
    """Give the keys of a part of all files of seed/."""
    files = [
        yaml.safe_load(path.read_text(encoding="utf-8"))
        for folder in EXAMPLE
        for path in folder.rglob("*.yaml")
    ]
    return sorted(item["key"] for file in files for item in file.get(part, []) if wanted(item))


CENTRES = keys_of("units", lambda unit: unit["kind"] == "ReceptionCentre")
QUESTIONS = list(product(CENTRES, keys_of("themes"), keys_of("matters"), DAYS))


def asked(store, questions):
    """Put many questions, three at a time."""
    with ThreadPoolExecutor(3) as pool:
        return list(pool.map(lambda question: trace(store, *question), questions))


def test_there_are_as_many_questions_as_there_should_be():
    assert len(CENTRES) == 36
    assert len(QUESTIONS) == 36 * 4 * 6 * 3


@pytest.mark.slow
def test_every_question_has_a_route_of_cited_steps(example, bench):
    """Every question has a route and every step cites a clause that exists.

    A route may be held up by a vacancy, but it never ends in nothing and never rests on nothing.
    """
    clauses = {row["key"] for row in example.read(CLAUSES)}
    mine = [q for number, q in enumerate(QUESTIONS) if bench.name == ENGINES[0 if number % 4 == 0 else -1]]

    def cites(part):
        return part.clauses and set(part.clauses) <= clauses and part.why

    def held_up(route):
        """Tell whether it stops right at an empty post that no clause lets be passed over."""
        return route.steps[-1].state == "vacant" and not route.skipped[-1].carried_by

    wrong = [
        question
        for question, route in zip(mine, asked(example, mine), strict=True)
        if not route.steps
        or route.good == held_up(route)
        or not all(cites(step) for way in (route.steps, *route.alternatives) for step in way)
        or not all(cites(item) for item in route.skipped)
    ]

    assert wrong == []


OFFICES = ["nord-1", "midt-1", "vest-3", "sor-1", "indre-ost-1", "oslo-1"]

STARTS = ["person:mehmet-eksempel", "section:ine", "post:director-aua", "person:ewa-utkast"]


@pytest.mark.slow
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_both_engines_give_the_same_answers(both, day):
    """Apart from the time at which each graph was written."""
    matters = list(product(keys_of("themes"), keys_of("matters")))
    questions = [(f"centre:{office}", *matter, day) for office in OFFICES for matter in matters]
    others = list(product(STARTS, ["violence", "fgm"], ["individual-case"], [day], ["nb", "en"]))

    embedded, neo4j = (asked(store, [*questions, *others]) for store in both)

    for one, other in zip(embedded, neo4j, strict=True):
        answer, same = one.to_json(), other.to_json()
        answer["graph"].pop("as_of")
        same["graph"].pop("as_of")
        assert answer == same


@pytest.mark.slow
def test_equal_graphs_on_two_engines_have_equal_fingerprints(both):
    """The fingerprint that a load reports is that of what can be read back, on either engine."""
    prints = {snapshot(store.read).fingerprint() for store in both}
    routes = {trace(store, *QUESTIONS[0]).graph["fingerprint"] for store in both}

    assert len(prints) == 1
    assert routes == prints
