"""What can be asked, what cannot, and what one question costs."""

import datetime as dt
from itertools import groupby

import neo4j
import pytest
from suite.routes import ask
from suite.words import WEST

from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.queries.catalogue.query import thing
from ansvar.queries.catalogue.statements import statements
from ansvar.queries.trace import trace


@pytest.mark.parametrize(
    ("question", "kind", "value", "nearest"),
    [
        (("centre:vst-3", "fgm", "trend"), "start", "centre:vst-3", "centre:vest-3"),
        (("Vesterlia mottak", "fgm", "trend"), "start", "Vesterlia mottak", "centre:vest-3"),
        (("person:kari", "fgm", "trend"), "start", "person:kari", "person:kari-eksempel"),
        (("centre:vest-3", "fmg", "trend"), "theme", "fmg", "fgm"),
        (("centre:vest-3", "child marriages", "trend"), "theme", "child marriages", "child-marriage"),
        (("centre:vest-3", "fgm", "trends"), "matter", "trends", "trend"),
        (("centre:vest-3", "trend", "fgm"), "theme", "trend", ""),
        (("network", "fgm", "trend"), "start", "network", ""),
        (("graph", "fgm", "trend"), "start", "graph", ""),
        (("", "fgm", "trend"), "start", "", ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(example, question, kind, value, nearest):
    """A name that is not there is refused with the nearest ones.

    A theme is no start and a role is no unit, even if the key is there.
    """
    with pytest.raises(UnknownNameError) as caught:
        ask(example, *question)

    assert caught.value.exit_code == 2
    assert (caught.value.kind, caught.value.value) == (kind, value)
    assert caught.value.nearest
    assert caught.value.nearest[0] == nearest or not nearest
    assert f'unknown {kind} "{value}"' in str(caught.value)


def test_an_empty_graph_says_that_it_is_empty(store):
    with pytest.raises(QuestionError) as caught:
        ask(store, "centre:a", "noise", "case")

    assert "the graph is empty" in str(caught.value)
    assert "ansvar load" in str(caught.value)


@pytest.mark.parametrize("start", ["centre:vest-3", "person:mehmet-eksempel", "section:ine"])
def test_one_question_is_one_statement(example, monkeypatch, start):
    """One question is one statement after that for earlier values.

    A round trip costs more than the question; a server far away would make ten of them slow.

    What the instructions say is asked once for a graph, so somebody else has asked before.
    """
    trace(example, "centre:vest-1", "fgm", "trend", dt.date(2018, 6, 1))
    sent = []
    real = neo4j.ManagedTransaction.run

    def run(tx, text, *args):
        sent.append(text)
        return real(tx, text, *args)

    monkeypatch.setattr(neo4j.ManagedTransaction, "run", run)

    trace(example, start, "violence", "individual-case", dt.date(2018, 6, 1))

    known = {statement.text: name for name, statement in statements().items()}
    # where no step can be taken, it is asked too whether the question fits
    asked = ["trace.route", "trace.fit"] if start == "section:ine" else ["trace.route"]
    assert [known[text] for text in sent] == [name for each in asked for name in ("graph.values", each)]


def test_an_answer_names_the_graph_that_it_was_read_from(bench, org):
    report = org(*WEST)

    route = ask(bench.store, "centre:a", "noise", "case")

    assert route.graph["fingerprint"] == report.fingerprint == bench.fingerprint()
    assert dt.datetime.fromisoformat(route.graph["as_of"]).utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    "value",
    ["'; MATCH (n) DETACH DELETE n; //", "centre:a'}) DETACH DELETE n //", "\\u0027", "$start", "a" * 5000],
    ids=["end", "delete", "escape", "parameter", "long"],
)
def test_a_name_is_never_taken_for_cypher(bench, org, value):
    org(*WEST)
    before = bench.fingerprint()

    for question in ((value, "noise", "case"), ("centre:a", value, "case"), ("centre:a", "noise", value)):
        with pytest.raises(UnknownNameError):
            ask(bench.store, *question)

    assert bench.fingerprint() == before


def test_edges_beyond_the_first_are_counted(example):
    """Of a thing with many edges the first are told and the rest counted.

    What is cut is the tail of each type and direction; without a limit all edges are there.
    """
    on = dt.date(2018, 6, 1)
    whole = thing(example, "office:vest", on)
    some = thing(example, "office:vest", on, most=2)

    firsts = []
    for _, edges in groupby(whole.items, key=lambda edge: (edge["direction"], edge["type"])):
        firsts += list(edges)[:2]
    assert len(whole.items) > len(firsts)
    assert list(some.items) == firsts
    assert some.more["left_out"] == len(whole.items) - len(firsts)
    assert "left_out" not in whole.more
