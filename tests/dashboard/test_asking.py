"""Cypher: what is asked is answered, shown as a table and a map, and nothing is written."""

from __future__ import annotations

import contextlib
import time
from datetime import date

import pytest
from suite.screen import button, rows_of, text_of

from ansvar.dashboard import rights
from ansvar.dashboard.tables import csv_bytes
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import QuestionError
from ansvar.queries.catalogue.allowlist import check_calls
from ansvar.queries.catalogue.statements import Limits, ask_freely, statements
from ansvar.queries.explore.row_picture import named, result_picture

DAY = date(2018, 6, 1)


# -- cypher ----------------------------------------------------------------------------------------


def test_every_reading_statement_runs_with_its_own_example(example):
    """What the page offers can be asked: every statement, on each engine."""
    for statement in statements().values():
        example.read_some(statement, 5, 30, **statement.header["example"])


def test_a_statement_of_the_catalogue_is_asked_and_shown(example, page):
    at = page("cypher", query="explore.state")
    at = button(at, "Ask").click().run()

    assert not at.exception
    assert any("GraphState" in code.value for code in at.code)
    assert rows_of(at)[-1][0]["fingerprint"].startswith("sha256:")


def test_what_is_not_json_is_said_plainly(example, page):
    at = page("cypher", query="explore.between")
    at.text_input(key="typed.explore.between.keys").set_value("[")
    at = button(at, "Ask").click().run()

    assert not at.exception
    assert "is not written as JSON" in text_of(at)


def test_questions_of_ones_own_are_off_unless_switched_on(example, page):
    at = page("cypher")

    assert rights.CYPHER in text_of(at)
    assert not at.text_area


def test_a_question_of_ones_own_is_answered_and_a_write_refused(example, page, monkeypatch):
    monkeypatch.setenv(rights.CYPHER, "1")
    before = snapshot(example.read).fingerprint()
    at = page("cypher")
    at.text_area(key="typed.cypher").set_value("MATCH (p:Post) RETURN count(p) AS posts")
    at = button(at, "Ask the graph").click().run()
    assert rows_of(at)[-1][0]["posts"] > 10

    at.text_area(key="typed.cypher").set_value("MATCH (p:Post) SET p.name_en = 'x' RETURN count(p) AS posts")
    at = button(at, "Ask the graph").click().run()

    assert not at.exception
    assert "The engine refused the question" in text_of(at)
    assert snapshot(example.read).fingerprint() == before


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", 'a question cannot begin with "LOAD"'),
        ("UNWIND [1] AS i LOAD /* */ csv FROM 'http://a' AS l RETURN l", "not files or addresses"),
        ("RETURN 1 AS \\u004cOAD", "written as \\\\u are not allowed"),
        ("SHOW USERS", 'cannot begin with "SHOW"'),
        ("TERMINATE TRANSACTIONS 'neo4j-transaction-1'", 'cannot begin with "TERMINATE"'),
        ("CALL { USE system MATCH (n) RETURN n } RETURN n", "USE is not allowed"),
        ("RETURN apoc.util.sleep(9000) AS x", 'may not call the function "apoc.util.sleep"'),
        ("RETURN `apoc`.`util`.`sleep` (9000) AS x", 'may not call the function "apoc.util.sleep"'),
        ("RETURN apoc . util/* */. // \n sleep(9000) AS x", 'may not call the function "apoc.util.sleep"'),
        ("CALL apoc.util.sleep(9000)", 'may not call the procedure "apoc.util.sleep"'),
        ("CALL dbms.listConfig", 'may not call the procedure "dbms.listConfig"'),
        ("MATCH (n) RETURN file('/etc/passwd') AS x", 'may not call the function "file"'),
    ],
)
def test_free_question_calls_only_what_is_listed(example, text, why):
    with pytest.raises(QuestionError, match=why):
        ask_freely(example, text, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "MATCH (p:Post) WHERE NOT (p)<-[:HOLDS]-() AND (p.key IN ['a(', \"b(\"]) RETURN count(*) AS n",
        "MATCH (u:Unit) WITH u.name_en AS `strange(name` RETURN toUpper(`strange(name`) AS n",
        "MATCH p = shortestPath((a:Post {key: 'none'})-[*..3]-(b:Unit)) RETURN length(p) AS n // apoc.x()",
        "CALL { MATCH (n:Theme) RETURN count(n) AS n } RETURN n",
        "MATCH (u:Unit) RETURN CASE WHEN (u.key = 'x') THEN (1) ELSE (2) END AS n, date('2018-06-01') AS d",
        "MATCH (u:Unit) WHERE EXISTS { (u)-[:PART_OF]->() } RETURN {use: u.key, load: u.key} AS n",
    ],
)
def test_free_question_may_use_the_language(example, text):
    assert ask_freely(example, text, DAY).rows is not None


@pytest.mark.parametrize("sign", ["/*", "'", '"', "`", "\\'", "a.", "call "])
def test_looking_for_calls_takes_no_time(sign):
    """A reader who writes what is hard to take apart keeps nobody else waiting."""
    began = time.process_time()

    for text in (f"RETURN {sign * 9_000}"[:10_000], f"RETURN {sign * 1_000_000}"):
        with contextlib.suppress(QuestionError):
            check_calls(text)

    assert time.process_time() - began < 1


def test_an_answer_that_is_cut_says_so(example):
    answer = ask_freely(example, "MATCH (n:Entity) RETURN n.key AS key ORDER BY key", DAY, Limits(rows=3))

    assert (len(answer.rows), answer.cut) == (3, True)


def test_keys_are_found_in_rows():
    rows = ({"a": "post:x", "b": ["unit:y", {"c": "post:x"}]}, {"a": "Not: a key", "b": 3})

    assert named(rows)[0] == ["post:x", "unit:y"]


_EDGES = {
    "an edge with its ends": "MATCH (p:Post {key: 'post:contact-vest'})-[r:POST_IN]->(u) RETURN p, r, u",
    "a path": "MATCH x = (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN x",
    "two nodes": "MATCH (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN p, u",
    "two keys": "MATCH (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN p.key AS a, u.key AS b",
    "a list of nodes": "MATCH (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN [p, u] AS both",
}


@pytest.mark.parametrize("text", _EDGES.values(), ids=_EDGES)
def test_what_an_answer_names_is_drawn_with_its_edges(example, text):
    answer = ask_freely(example, text, DAY)

    drawn = result_picture(example, answer.rows, ["POST_IN"], DAY)

    assert {node.key for node in drawn.nodes} == {"post:contact-vest", "office:vest"}
    assert [(e.giver, e.type, e.receiver) for e in drawn.edges] == [
        ("post:contact-vest", "POST_IN", "office:vest")
    ]
    assert not drawn.cut


def test_an_answer_of_many_things_is_drawn_in_part_and_says_so(example):
    answer = ask_freely(example, "MATCH (p:Post) RETURN p ORDER BY p.key", DAY)

    drawn = result_picture(example, answer.rows, ["POST_IN"], DAY, limit=5)

    assert [node.key for node in drawn.nodes] == [row["p"]["key"] for row in answer.rows[:5]]
    assert drawn.cut


def test_an_answer_that_names_nothing_is_not_drawn(example):
    answer = ask_freely(example, "MATCH (p:Post) RETURN count(p) AS posts, 'post:none' AS key", DAY)

    assert result_picture(example, answer.rows, ["POST_IN"], DAY).nodes == ()


def test_the_map_of_an_answer_has_its_sentences_beside_it(example, page):
    at = page("cypher", query="explore.between")
    at.text_input(key="typed.explore.between.keys").set_value('["post:contact-vest", "office:vest"]')
    at.text_input(key="typed.explore.between.types").set_value('["POST_IN"]')
    at = button(at, "Ask").click().run()

    assert not at.exception
    assert "As a map" in [part.value for part in at.subheader]
    said = [row["Sentence"] for table in rows_of(at) for row in table if "Sentence" in row]
    assert said == ["Contact person at regional office Vest belongs to Regional office Vest"]


def test_no_cell_of_a_file_is_a_formula():
    rows: list[dict[str, object]] = [
        {"a": ["-x", "y"], "b": None},
        {"a": "=1+1", "b": {"key": "post:x", "n": 1}},
    ]

    told = csv_bytes(("a", "b"), rows)

    assert told.decode("utf-8-sig") == 'a,b\n\'-x; y,\n\'=1+1,"{""key"": ""post:x"", ""n"": 1}"\n'
