"""What the commands say about the example: the same in every format, in the promised shapes and codes."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING

import pytest
from suite.faces import point_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from suite.faces import Said

    Run = Callable[..., Said]

ON = ("--on", "2018-06-01")
ASK = ("trace", "centre:nord-1", "--theme", "fgm", "--matter", "individual-case", *ON)


def test_a_route_is_one_json_object_with_the_promised_fields(ansvar: Run) -> None:
    """Scripts rely on these names."""
    said = ansvar(*ASK, "--format", "json")

    route = json.loads(said.out)
    assert (said.code, said.err) == (0, "")
    assert route["format"] == "ansvar.route/2"
    assert route["question"] == {
        "from": "centre:nord-1",
        "theme": "fgm",
        "matter": "individual-case",
        "on": "2018-06-01",
    }
    assert route["status"] == "fallback"
    assert [(s["order"], s["role"], s["state"], s["basis"]) for s in route["steps"]] == [
        (1, "regional-contact", "vacant", "explicit"),
        (2, "representative-rma", "filled", "fallback"),
        (3, "network", "body", "explicit"),
        (4, "coordinator", "filled", "implied"),
    ]
    assert {"key", "kind", "name", "unit", "holders", "clauses", "why"} <= set(route["steps"][0])
    assert [(s["key"], s["state"], s["since"], s["carried_by"]) for s in route["skipped"]] == [
        ("post:contact-nord", "vacant", "2018-03-01", "post:rma-rep-fgm")
    ]
    assert route["graph"]["fingerprint"].startswith("sha256:")


def test_text_mermaid_and_csv_tell_the_steps_that_json_tells(ansvar: Run) -> None:
    """The other formats are views of the same answer."""
    steps = json.loads(ansvar(*ASK, "--format", "json").out)["steps"]

    text = " ".join(ansvar(*ASK).out.split())
    drawn = ansvar(*ASK, "--format", "mermaid").out
    rows = list(csv.DictReader(io.StringIO(ansvar(*ASK, "--format", "csv").out)))

    assert [row["key"] for row in rows if row["way"] == "0"] == [step["key"] for step in steps]
    assert [row["clauses"].split("; ") for row in rows if row["way"] == "0"] == [s["clauses"] for s in steps]
    for step in steps:
        assert step["name"] in text
        assert step["name"] in drawn
    assert "VACANT SINCE 1 MARCH 2018" in text
    assert "lacks ASA's representative" in text


def test_the_other_language_gives_the_same_steps_in_other_words(ansvar: Run) -> None:
    """Keys, clauses and states do not depend on the language; names and reasons do."""
    english = json.loads(ansvar(*ASK, "--lang", "en", "--format", "json").out)
    bokmaal = json.loads(ansvar(*ASK, "--lang", "nb", "--format", "json").out)

    same = ("key", "kind", "role", "state", "basis", "clauses", "unit", "order")
    assert [[s[n] for n in same] for s in english["steps"]] == [
        [s[n] for n in same] for s in bokmaal["steps"]
    ]
    assert all(e["why"] != b["why"] for e, b in zip(english["steps"], bokmaal["steps"], strict=True))
    assert "ubesatt siden 1. mars 2018" in bokmaal["skipped"][0]["why"]


def test_a_broken_route_ends_with_one_and_says_where_it_stops(ansvar: Run) -> None:
    """Exit code 1 stands for a broken route; the missing role and its clause are named."""
    said = ansvar("trace", "section:barnefaglig", "-t", "fgm", "-m", "guidance", *ON, "--format", "json")

    route = json.loads(said.out)
    assert (said.code, route["status"]) == (1, "broken")
    assert route["stops"]["role"] == "representative-asa"
    assert route["stops"]["clauses"] == ["IM 2018-001 §4 Kjønnslemlestelsesnettverket s.2"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("list", "ReceptionCentre"), "ansvar.list/1"),
        (("list",), "ansvar.kinds/1"),
        (("show", "office:vest"), "ansvar.show/1"),
        (("show", "IM 2018-001 §6.1 (1)"), "ansvar.show/1"),
        (("clauses",), "ansvar.clauses/1"),
        (("duties",), "ansvar.duties/1"),
        (("duties", "--of", "post:contact-vest"), "ansvar.duties/1"),
    ],
)
def test_every_list_comes_in_text_json_and_csv(ansvar: Run, words: tuple[str, ...], kind: str) -> None:
    """Every list is one object with items in text JSON and CSV.

    A list of things stands under `items`; CSV has as many rows; text is never empty.
    """
    said = ansvar(*words, *ON, "--format", "json")
    answer = json.loads(said.out)
    rows = list(csv.reader(io.StringIO(ansvar(*words, *ON, "--format", "csv").out)))

    assert said.code == 0
    assert answer["format"] == kind
    assert answer["graph"]["fingerprint"].startswith("sha256:")
    assert answer["items"]
    assert len(rows) - 1 == len(answer["items"])
    assert len(ansvar(*words, *ON).out.splitlines()) > 1


def test_the_example_has_the_numbers_that_its_sources_give(ansvar: Run) -> None:
    """58 clauses with 32 bulleted duties; 36 centres by kind as counted in spring 2018."""
    clauses = json.loads(ansvar("clauses", *ON, "--format", "json").out)["items"]
    centres = json.loads(ansvar("list", "ReceptionCentre", *ON, "--format", "json").out)["items"]

    assert sum(1 for c in clauses if c["bullet"] and c["created"]["duties"]) == 32
    assert all(c["reason"] for c in clauses if c["status"] != "modelled")
    by_kind: dict[str, int] = {}
    for centre in centres:
        for kind in centre["centre_kinds"]:
            by_kind[kind] = by_kind.get(kind, 0) + 1
    assert by_kind == {
        "ordinary": 21,
        "unaccompanied-minors": 7,
        "transit": 2,
        "transit-minors": 1,
        "integration": 4,
        "arrival": 1,
    }
    questions = {question for clause in clauses for question in clause["questions"]}
    assert len(questions) == 15


def test_duties_through_a_network_or_a_unit_are_marked(ansvar: Run) -> None:
    """A representative has her own duties, those of the network she is in, and those of her department."""
    items = json.loads(ansvar("duties", "--of", "post:rma-rep-vold", *ON, "--format", "json").out)["items"]

    assert {(item["bearer"], item["how"]) for item in items} == {
        ("representative-rma", "own"),
        ("network", "through"),
        ("reception-department", "unit"),
    }


@pytest.mark.parametrize(
    ("words", "given", "near"),
    [
        (("trace", "centre:vst-3", "-t", "fgm", "-m", "trend"), "centre:vst-3", "centre:vest-3"),
        (("trace", "centre:vest-3", "-t", "fmg", "-m", "trend"), "fmg", "fgm"),
        (("trace", "centre:vest-3", "-t", "fgm", "-m", "trends"), "trends", "trend"),
        (
            ("trace", "centre:vest-3", "-t", "fgm", "-m", "trend", "--on", "2018-02-30"),
            "2018-02-30",
            "2018-06-01",
        ),
        (
            ("trace", "centre:vest-3", "-t", "fgm", "-m", "trend", "--on", "1999-01-01"),
            "1999-01-01",
            "2018-01-01",
        ),
        (("list", "Posts"), "Posts", "Post"),
        (("show", "office:vst"), "office:vst", "office:vest"),
        (("duties", "--of", "post:contact-vst"), "post:contact-vst", "post:contact-vest"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_ones(
    ansvar: Run, words: tuple[str, ...], given: str, near: str
) -> None:
    """What was given, what is near, exit code 2, no traceback, nothing on standard output."""
    said = ansvar(*words)

    assert said.code == 2
    assert said.out == ""
    assert given in said.err
    assert near in said.err
    assert "Traceback" not in said.err


def test_colours_are_off_when_nobody_watches(ansvar: Run) -> None:
    """A pipe gets no escape sequences."""
    assert not re.search(r"\x1b\[", ansvar(*ASK).out)


@pytest.mark.slow
def test_both_engines_write_the_same_json(
    both: tuple[object, object], plain: Run, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    """Byte for byte, apart from the moment at which each graph was written."""
    answers = []
    for name in ("embedded", "neo4j"):
        with monkeypatch.context() as patch:
            point_to(request.getfixturevalue("_engines").bench(name), patch)
            said = [
                plain(*words, *ON, "--format", "json").out
                for words in (ASK[:-2], ("clauses",), ("duties",), ("list", "Post"), ("show", "dept:rma"))
            ]
        answers.append([re.sub(r'"as_of": "[^"]*"', "", text) for text in said])
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("lang", "told"), [("nb", "skal ikke overta oppgaver"), ("en", "must not take over")]
)
def test_a_duty_is_shown_with_whether_it_must_or_must_not(ansvar: Run, lang: str, told: str) -> None:
    """The coordinator must not take tasks over from the departments; her page does not say that she does."""
    said = " ".join(ansvar("show", "coordinator", *ON, "--lang", lang).out.split())

    assert told in said
