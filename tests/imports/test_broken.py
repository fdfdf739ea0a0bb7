"""A thousand sources, broken in every way: each is refused in words or read; nothing else happens."""

from __future__ import annotations

import io
import json
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from suite.imports import bring

from graph.errors import AnsvarError, DataError

SENIOR = (
    "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post,FTE\n"
    "1,Ada,Head,Works,Top,XX,1\n"
    "2,Vacant,Deputy,Works,Top,1,0.5\n"
    "3,N/D,Clerk,Works,Desk,2,1\n"
)
JSON = json.dumps(
    {
        "persons": [{"id": "p1", "name": "Ada"}],
        "organizations": [{"id": "o1", "name": "Works"}],
        "memberships": [{"person_id": "p1", "organization_id": "o1", "role": "head"}],
    }
)
YAML = "sigs:\n- {dir: sig-a, name: A, leadership: {chairs: [{github: u1, name: Ada}]}}\n"
TURTLE = (
    "@prefix org: <http://www.w3.org/ns/org#> .\n"
    "<http://e.org/p> a org:Post ; org:postIn <http://e.org/u> ; org:heldBy <http://e.org/ada> .\n"
)


def workbook() -> bytes:
    book = Workbook()
    for row in SENIOR.splitlines():
        book.active.append(row.split(","))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


WHOLE = {
    "senior.csv": SENIOR.encode(),
    "senior.xlsx": workbook(),
    "popolo.json": JSON.encode(),
    "sigs.yaml": YAML.encode(),
    "org.ttl": TURTLE.encode(),
}


def comes_to(path) -> str:
    """Import a file: what came of it, or the refusal.  Anything else than these two fails the test."""
    try:
        done = bring(path)
    except AnsvarError as error:
        return "refused" if str(error).strip() else "refused without a word"
    assert done.after.nodes
    for edge in done.after.edges:
        assert edge.giver in done.after.nodes
        assert edge.receiver in done.after.nodes
    return "read"


@pytest.mark.parametrize("name", WHOLE)
def test_the_files_that_are_broken_below_are_whole(name, put):
    assert comes_to(put(name, WHOLE[name])) == "read"


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=60)
@given(seed=st.integers(0, 10**9), times=st.integers(1, 30))
def test_a_file_with_exchanged_bytes_is_refused_or_read(name, seed, times, tmp_path_factory):
    dice = random.Random(seed)
    content = bytearray(WHOLE[name])
    for _ in range(times):
        content[dice.randrange(len(content))] = dice.randrange(256)
    path = tmp_path_factory.getbasetemp() / f"bytes-{name}"
    path.write_bytes(bytes(content))

    assert comes_to(path) in ("refused", "read")


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=40)
@given(cut=st.floats(0, 1))
def test_a_file_that_is_cut_off_is_refused_or_read(name, cut, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / f"cut-{name}"
    path.write_bytes(WHOLE[name][: int(len(WHOLE[name]) * cut)])

    assert comes_to(path) in ("refused", "read")


@pytest.mark.parametrize("name", WHOLE)
@settings(max_examples=40)
@given(content=st.binary(max_size=600))
def test_any_bytes_at_all_are_refused_or_read(name, content, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / f"any-{name}"
    path.write_bytes(content)

    assert comes_to(path) in ("refused", "read")


CELL = st.text(max_size=12) | st.sampled_from(
    ["", "XX", "1", "2", "3", "Vacant", "Eliminated", "N/D", "=1+1", "-1", "1e9"]
)


@settings(max_examples=150)
@given(rows=st.lists(st.lists(CELL, min_size=7, max_size=7), min_size=1, max_size=8))
def test_rows_with_any_cells_are_refused_or_read(rows, tmp_path_factory):
    import csv

    path = tmp_path_factory.getbasetemp() / "rows.csv"
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        csv.writer(file).writerows([SENIOR.splitlines()[0].split(","), *rows])

    assert comes_to(path) in ("refused", "read")


@settings(max_examples=100)
@given(links=st.lists(st.tuples(st.integers(1, 6), st.integers(1, 6)), min_size=1, max_size=8))
def test_posts_that_report_in_a_circle_are_refused_and_others_are_not(links, tmp_path_factory):
    import networkx as nx

    path = tmp_path_factory.getbasetemp() / "circle.csv"
    boss = dict(links)
    rows = [f"{post},Ada,T,Works,U,{boss.get(post, 'XX')},1" for post in range(1, 7)]
    path.write_text("\n".join([SENIOR.splitlines()[0], *rows]), encoding="utf-8")

    whole = nx.DiGraph(list(boss.items()))
    circle = not nx.is_directed_acyclic_graph(whole)

    assert comes_to(path) == ("refused" if circle else "read")


JSON_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "name", "parent_id", "person_id", "post_id", "start_date"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@settings(max_examples=150)
@given(
    data=st.dictionaries(
        st.sampled_from(["persons", "organizations", "posts", "memberships", "events"]),
        JSON_VALUE,
        min_size=1,
    )
)
def test_any_json_under_the_names_of_the_format_is_refused_or_read(data, tmp_path_factory):
    path = tmp_path_factory.getbasetemp() / "any-popolo.json"
    path.write_text(json.dumps(data), encoding="utf-8")

    assert comes_to(path) in ("refused", "read")


# -- bombs, each with the words that it is refused with ---------------------------------------------------


def packed(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


def far_cell() -> bytes:
    book = Workbook()
    book.active["A1"] = "Name"
    book.active["XFD1048576"] = "far away"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def formula() -> bytes:
    book = Workbook()
    book.active.append(SENIOR.splitlines()[0].split(","))
    book.active.append(["1", '=HYPERLINK("http://e.org","Ada")', "Head", "Works", "Top", "XX", "1"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


BOMBS = {
    "zip bomb": ("a.xlsx", packed(xl__worksheets__sheet1=b"0" * 60_000_000), "would unpack to"),
    "entities": ("a.xlsx", packed(xl__workbook=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "entities of its own"),
    "far cell": ("a.xlsx", far_cell(), "empty rows"),
    "formula": ("a.xlsx", formula(), "formula without a stored value"),
    "no workbook": ("a.xlsx", SENIOR.encode(), "no Excel workbook"),
    "old workbook": ("a.xls", b"\xd0\xcf\x11\xe0", "Excel of before 2007"),
    "aliases": ("a.yaml", b"a: &a [1]\nb: *a\n", "alias"),
    "deep YAML": ("a.yaml", b"a: " + b"[" * 5000 + b"]" * 5000, "nested too deeply"),
    "deep JSON": ("a.json", b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "levels deep"),
    "deep Turtle": ("a.ttl", b"<a:a> <a:b> " + b"[ <a:b> " * 5000 + b"]" * 5000 + b".", "levels deep"),
    "large cell": (
        "a.csv",
        SENIOR.encode() + b"4," + b"x" * 1_000_000 + b",T,W,U,XX,1\n",
        "100,000 characters",
    ),
    "open quote": ("a.csv", SENIOR.encode() + b'4,"Ada,T,W,U,XX,1\n', "never closed"),
    "large value": (
        "a.json",
        json.dumps({"persons": [{"id": "1", "name": "x" * 1_000_000}]}).encode(),
        "100,000",
    ),
    "twice": ("a.json", b'{"persons": [{"id": 1, "id": 2}]}', "stands there twice"),
    "long number": ("a.json", b'{"persons": ' + b"9" * 10_000 + b"}", "is no number"),
    "nothing": ("a.csv", b"", "is empty"),
    "binary": ("a.csv", bytes(range(256)) * 40, "no text"),
    "half UTF-16": ("a.csv", SENIOR.encode("utf-16")[:-1], "no text"),
    "more cells": (
        "a.csv",
        SENIOR.encode() + b"4,Ada,T,Works,U,XX,1,9,9\n",
        "has 9 cells, but the header has 7",
    ),
    "twice a column": ("a.csv", SENIOR.replace("FTE", "Name").encode(), "more than once"),
    "missing column": ("senior.csv", SENIOR.replace("Job Title", "Jobb").encode(), "no mapping fits"),
    "unknown ending": ("a.docx", b"x", 'the ending ".docx"'),
}


@pytest.mark.parametrize("kind", BOMBS)
def test_what_would_burst_is_refused_in_words(kind, put):
    name, content, words = BOMBS[kind]

    with pytest.raises(AnsvarError, match=words.replace("(", r"\(")):
        bring(put(name, content))


def test_thousands_of_wrong_references_are_told_at_once_and_soon(put):
    """To look for the nearest of thousands of keys for each of thousands would take hours."""
    rows = "".join(f"{n},Ada {n},T,Works,U,gone-{n},1\n" for n in range(5000))

    with pytest.raises(DataError) as refused:
        bring(put("a.csv", SENIOR + rows))

    assert len(refused.value.problems) == 501
    assert "4,500 more problems" in str(refused.value.problems[-1]) or "more problems" in str(refused.value)
