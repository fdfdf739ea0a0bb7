"""A graph that holds names with controls from earlier steers nobody: no verb writes them in any format."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
import yaml
from rdflib import Graph
from suite.engines import ROOT
from suite.faces import EMBEDDED, point_to
from suite.norms import HOUSE, instruction
from suite.words import WEST, organisation, write

from ansvar.graph.characters import has_signs
from ansvar.graph.content.origin import SourceFile
from ansvar.graph.derive import connection_names
from ansvar.graph.journal.entry import ChangeMeta
from ansvar.graph.journal.writer import carry_out
from ansvar.graph.load.merge import make_plan
from ansvar.graph.load.reader import parse_files, read_content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from suite.faces import Said

    from ansvar.graph.store import Store

# what a terminal obeys, what turns text around, what rich would drop, and what it would take for its own
EVIL = "Kari \x1b[31m\x1b]0;x\x07\x9b\u202e\u2066:office:[bold]\x08\r\x0bz"
SHOWN = "Kari \ufffd[31m\ufffd]0;x\ufffd\ufffd\ufffd\ufffd:office:[bold]\ufffd\ufffd\ufffdz"
ON = ("--on", "2018-06-01")


@pytest.fixture
def hostile(bench, store: Store, plain: Callable[..., Said], monkeypatch, tmp_path) -> Callable[..., Said]:
    """Give a graph as it was kept before anything was refused: every name in the organisation is hostile."""
    norm = instruction(*HOUSE)
    norm["steps"][0]["why"] = {"nb": EVIL, "en": EVIL}
    file = organisation(*WEST, "post:empty in office:west", "post:empty vacant")
    for part in ("units", "posts"):
        for thing in file[part]:
            thing |= {"name": {"nb": EVIL, "en": EVIL}, "note": {"nb": EVIL, "en": EVIL}}
    for person in file["people"]:
        person["name"] = EVIL
    parsed = parse_files([SourceFile("norm", norm, {}), SourceFile("own\x1b.yaml", file, {})])
    with monkeypatch.context() as before:
        before.setattr("ansvar.graph.journal.entry.refuse_signs", lambda *_: None)
        meta = ChangeMeta("load", EVIL)
    carry_out(
        store,
        lambda now: make_plan(now, *read_content(parsed, {}, connection_names()), "2018-06-01"),
        meta,
    )
    point_to(bench, monkeypatch)
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "new.yaml", organisation(*WEST))
    (tmp_path / "expected.yaml").write_text(
        "format: ansvar.expectations/1\non: 2018-06-01\nexpect:\n"
        "- never_vacant: {post: post:empty, from: 2018-01-01, to: 2018-06-01}\n"
        "- route: {from: centre:a}\n",
        encoding="utf-8",
    )
    return plain


TRACE = ("trace", "centre:a", "-t", "noise", "-m", "case", *ON)
VERBS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "show": (("show", "office:west", *ON), ("text", "json", "csv")),
    "list": (("list", "Post", *ON), ("text", "json", "csv")),
    "gaps": (("gaps", *ON, "--fail-on", "none"), ("text", "json", "csv", "html", "sarif")),
    "log": (("log",), ("text", "json", "csv")),
    "log of a thing": (("log", "post:chief"), ("text", "json", "csv")),
    "trace": (TRACE, ("text", "json", "csv", "mermaid")),
    "diff": (("diff", "--from", "2017-12-31", "--to", "2018-06-01"), ("text", "json", "markdown", "html")),
    "diff with a file": (("diff", "--with", "new.yaml", "--to", "2018-06-01"), ("text", "json", "html")),
    "import, dry": (("import", "new.yaml", "-n", "--valid-from", "2018-06-01"), ("text", "json", "csv")),
    "clauses": (("clauses", *ON), ("text", "json", "csv")),
    "duties": (("duties", *ON), ("text", "json", "csv")),
    "coverage": (("coverage", *ON), ("text", "json", "csv")),
    "check": (("check", "expected.yaml"), ("text", "json", "csv", "junit")),
    "export": (
        ("export", *ON),
        ("json", "graphml", "mermaid", "dot", "cypher", "turtle", "popolo"),
    ),
    "doctor": (("doctor",), ("text", "json")),
}  # fmt: skip
READ: dict[str, Callable[[str], Any]] = {
    "json": json.loads,
    "sarif": json.loads,
    "popolo": json.loads,
    "csv": lambda text: list(csv.reader(io.StringIO(text), strict=True)),
    "junit": ET.fromstring,
    "graphml": ET.fromstring,
    "turtle": lambda text: Graph().parse(data=text, format="turtle"),
}
WHOLE = {"json", "sarif", "popolo"}
"""Formats in which the very same text comes back."""


@pytest.mark.slow
@EMBEDDED
def test_no_verb_writes_a_sign_in_any_format(hostile):
    """One test for the whole table: the graph is made once."""
    silent: list[tuple[str, str]] = []
    wrong: list[tuple[str, ...]] = []
    for name, (words, formats) in VERBS.items():
        for form in formats:
            said = hostile(*words, "--format", form)
            if has_signs(said.out) or has_signs(said.err) or "\r" in said.out.replace("\r\n", ""):
                wrong.append((name, form))
            READ.get(form, str)(said.out)
            back = EVIL if form in WHOLE else SHOWN
            found = (
                back in _texts(READ[form](said.out))
                if form in WHOLE
                else "\ufffd[31m" in said.out.replace("&#65533;", "\ufffd")
            )
            if not found:
                silent.append((name, form))
            if "\N{OFFICE BUILDING}" in said.out:
                wrong.append((name, form, "emoji"))

    assert wrong == []
    # these say no names at all, or say them as escapes
    assert silent == [
        ("clauses", "text"), ("clauses", "json"), ("clauses", "csv"),
        ("duties", "text"), ("duties", "json"), ("duties", "csv"),
        ("export", "cypher"), ("export", "turtle"),
        ("doctor", "text"), ("doctor", "json"),
    ]  # fmt: skip


def _texts(value: Any) -> str:
    """Give all texts of an answer behind one another."""
    if isinstance(value, dict):
        return "\n".join(map(_texts, value.values()))
    return "\n".join(map(_texts, value)) if isinstance(value, list) else str(value)


@EMBEDDED
def test_exported_files_carry_no_signs(hostile, tmp_path):
    """Files of an export are without signs and without loss where that can be."""
    yaml_said = hostile("export", "-f", "yaml", "-o", "own")
    hostile("export", "-f", "csv", "-o", "sheets")
    hostile("gaps", *ON, "-f", "html", "-o", "gaps.html", "--fail-on", "none")
    hostile("gaps", *ON, "-f", "text", "-o", "gaps.txt", "--fail-on", "none")
    turtle = hostile("export", "-f", "turtle").out

    written = {
        path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in _files(tmp_path)
    }
    assert [name for name, text in written.items() if has_signs(text)] == []
    back = yaml.safe_load(written["own/organisation-t.yaml"])
    assert {unit["name"]["en"] for unit in back["units"]} == {EVIL}
    assert "organisation-t.yaml: contains the control characters U+001B, U+0007" in yaml_said.err
    assert EVIL in {str(value) for value in Graph().parse(data=turtle, format="turtle").objects()}


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@EMBEDDED
def test_an_escaped_sign_is_refused_when_loaded(hostile):
    """What was written as an escape is refused with its line when it is loaded."""
    hostile("export", "-f", "yaml", "-o", "own")

    said = hostile("load", "own")

    assert said.code == 3
    assert "own/organisation-t.yaml:" in said.err
    assert not has_signs(said.err)


ODD = "org:office:[bold]\x1b[2J"


@EMBEDDED
def test_an_error_shows_a_value_as_it_was_given_and_harmless(hostile):
    for words in (
        ("show", ODD),
        ("load", ODD),
        ("import", f"{ODD}.csv"),
        ("gaps", "--on", ODD),
        ("trace", ODD, "-t", "noise", "-m", "case"),
        ("gaps", "accept", "x", "--reason", ODD, "--until", "2030-01-01"),
    ):
        said = hostile(*words)

        assert said.code in (2, 3), words
        assert "org:office:[bold]" in said.err, words
        assert not has_signs(said.err), words


def test_a_wrong_usage_repeats_what_was_typed_and_steers_nobody(plain):
    evil = "x\x1b[2J\x9b\u202ey"
    for words in (
        (evil,),
        ("show", "x", f"--{evil}"),
        ("show", "x", evil),
        ("gaps", evil),
        ("list", "Post", "--format", evil),
    ):
        said = plain(*words)

        assert said.code == 2, words
        assert not has_signs(said.err + said.out), words
        assert "y" in said.err.rpartition("Error")[2], words


@EMBEDDED
def test_what_is_told_about_a_file_names_it_as_it_is(hostile):
    said = hostile("template", "org:office:[bold]x")
    assert said.out.startswith("Files written to org:office:[bold]x: 16.")

    said = hostile("gaps", *ON, "-f", "csv", "-o", "org:office:[bold]x/gaps.csv", "--fail-on", "none")
    assert "org:office:[bold]x/gaps.csv" in said.err


# -- a terminal that cannot say everything ----------------------------------------------------------------

POSIX = {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
TERMINALS = {
    "utf-8": ({"PYTHONIOENCODING": "utf-8"}, "utf-8"),
    "cp1252": ({"PYTHONIOENCODING": "cp1252"}, "cp1252"),
    "latin-1": ({"PYTHONIOENCODING": "latin-1"}, "latin-1"),
    "ascii": ({"PYTHONIOENCODING": "ascii"}, "ascii"),
    "POSIX": (POSIX, "ascii"),
}
ASKED = {
    "text": ((*TRACE, "--lang", "nb"), 0),
    "json": ((*TRACE, "--format", "json", "--lang", "nb"), 0),
    "csv": ((*TRACE, "--format", "csv", "--lang", "nb"), 0),
    "help": (("trace", "--help"), 0),
    "wrong option": (("trace", "--blåbær"), 2),
    "wrong key": (("show", "blåbær"), 2),
    "findings": (("gaps", *ON, "--fail-on", "low"), 1),
    "html": (("gaps", *ON, "--format", "html", "--fail-on", "none"), 0),
}
RARE = ("csv", "wrong key", "html")


@pytest.mark.slow
@EMBEDDED
@pytest.mark.usefixtures("hostile")
def test_a_poor_terminal_never_ends_in_a_traceback(subtests):
    """An output that cannot say everything never ends in a traceback."""
    kept = {
        name: value for name, value in os.environ.items() if name.startswith(("ANSVAR_", "NEO4J_", "PATH"))
    }
    for terminal, (env, encoding) in TERMINALS.items():
        with subtests.test(terminal):
            answers = {}

            for name, (words, code) in ASKED.items():
                if name in RARE and terminal not in ("cp1252", "POSIX"):
                    continue  # once is enough where nothing else can come of it
                done = subprocess.run(
                    [sys.executable, "-m", "ansvar.cli.main", *words],
                    env=kept | env | {"ANSVAR_LANG": "nb", "PYTHONPATH": str(ROOT), "NO_COLOR": "1"},
                    capture_output=True,
                    check=False,
                )
                assert (name, done.returncode, b"Traceback" in done.stderr) == (name, code, False), (
                    done.stderr
                )
                bytes_of_its_own = "utf-8" if name == "html" else encoding
                answers[name] = done.stdout.decode(bytes_of_its_own)
                done.stderr.decode(encoding)

            assert EVIL in _texts(json.loads(answers["json"]))
