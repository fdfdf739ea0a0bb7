"""A question with limits: no more rows than asked for, no longer than asked for, and never a write."""

import time

import pytest

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement
from ansvar.graph.errors import EngineError, QuestionError


def free(text):
    """Give a statement as somebody types it."""
    return Statement(name="free", text=text, params={})


def test_no_more_rows_than_asked_for_are_taken(store):
    rows = store.read_some(free("UNWIND range(1, 100000) AS n RETURN n"), 7, 20)

    assert [row["n"] for row in rows] == [1, 2, 3, 4, 5, 6, 7]


def test_fewer_rows_are_all_of_them(store):
    assert store.read_some(free("RETURN 1 AS n"), 7, 20) == [{"n": 1}]


def test_a_question_without_end_is_given_up(store):
    text = "UNWIND range(1, 30000) AS a UNWIND range(1, 30000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"
    began = time.monotonic()

    with pytest.raises(QuestionError, match="no answer within 1 seconds"):
        store.read_some(free(text), 7, 1)

    assert time.monotonic() - began < 6


@pytest.mark.parametrize(
    "text",
    [
        "CREATE (n:Entity {key: 'x'}) RETURN n.key AS key",
        "MATCH (n) SET n.name_en = 'x' RETURN count(n) AS n",
        "MATCH (n) DETACH DELETE n",
        "MERGE (n:Unit {key: 'x'}) RETURN n.key AS key",
    ],
)
def test_a_write_is_refused_and_nothing_changes(store, org, text):
    org("post:p in office:west")
    before = snapshot(store.read).fingerprint()

    with pytest.raises(EngineError):
        store.read_some(free(text), 7, 20)

    assert snapshot(store.read).fingerprint() == before


def test_the_engine_answers_others_after_a_question_was_given_up(store):
    text = "UNWIND range(1, 9000) AS a UNWIND range(1, 9000) AS b WITH a WHERE a < 0 RETURN count(a) AS n"
    with pytest.raises(QuestionError):
        store.read_some(free(text), 7, 0.01)

    assert store.read_some(free("RETURN 1 AS n"), 7, 20) == [{"n": 1}]
