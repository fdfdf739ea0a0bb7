"""A thousand sources, broken in every way: each is refused in words or read; nothing else happens."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import random
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from suite.imports import bring, sheet_of

from ansvar.graph.errors import AnsvarError, DataError

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
        sheet_of(book).append(row.split(","))
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
def test_posts_that_report_in_a_circle_are_refused(links, tmp_path_factory):
    """Posts that report in a circle are refused and others are not."""
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
def test_any_json_of_the_format_is_refused_or_read(data, tmp_path_factory):
    """Any JSON under the names of the format is refused or read."""
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
    sheet_of(book)["A1"] = "Name"
    sheet_of(book)["XFD1048576"] = "far away"
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def formula() -> bytes:
    book = Workbook()
    sheet_of(book).append(SENIOR.splitlines()[0].split(","))
    sheet_of(book).append(["1", '=HYPERLINK("http://e.org","Ada")', "Head", "Works", "Top", "XX", "1"])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def packed_as(name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(name, content)
    return made.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
BOMBS = {
    "zip bomb": ("a.xlsx", packed(xl__worksheets__sheet1=b"0" * 60_000_000), "would unpack to"),
    "entities": ("a.xlsx", packed(xl__workbook=b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'), "entities of its own"),
    "far cell": ("a.xlsx", far_cell(), "empty rows"),
    "formula": ("a.xlsx", formula(), "formula without a stored value"),
    "no workbook": ("a.xlsx", SENIOR.encode(), "not an Excel workbook"),
    "old workbook": ("a.xls", b"\xd0\xcf\x11\xe0", "Excel of before 2007"),
    "locked workbook": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "renamed old workbook": ("a.csv", OLE, "Excel before 2007"),
    "renamed OpenDocument": (
        "a.xlsx",
        packed_as("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        "an OpenDocument file",
    ),
    "workbook as text": ("a.csv", workbook(), "an Excel workbook"),
    "page as workbook": ("a.xlsx", b"<html><table></table></html>", "not an Excel workbook"),
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
    "twice": ("a.json", b'{"persons": [{"id": 1, "id": 2}]}', "occurs twice"),
    "long number": ("a.json", b'{"persons": ' + b"9" * 10_000 + b"}", "is no number"),
    "no number": ("a.json", b'{"persons": [{"id": NaN}]}', '"NaN" is no number'),
    "too large a number": (
        "a.csv",
        SENIOR.encode() + b"4,Ada,T,Works,U,XX," + b"9" * 400 + b"\n",
        "is too large a number",
    ),
    "error of a spreadsheet": (
        "a.csv",
        SENIOR.replace("Ada", "#REF!").encode(),
        '"#REF!" is a spreadsheet error',
    ),
    "nothing": ("a.csv", b"", "is empty"),
    "nothing but a mark": ("a.csv", b"\xef\xbb\xbf\n", "is empty"),
    "no letters": ("a.csv", SENIOR.replace("Ada", "A\0da").encode(), r":2: is not text"),
    "binary": ("a.csv", bytes(range(256)) * 40, "not text"),
    "half UTF-16": ("a.csv", SENIOR.encode("utf-16")[:-1], "not text"),
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


# -- files and folders that are no plain ones ---------------------------------------------------------------


def refused(path) -> str:
    with pytest.raises(DataError) as told:
        bring(path)
    return str(told.value).replace(f"{path.parent}/", "")


def test_unreadable_files_are_told_inside_a_folder_too(put, tmp_path):
    """A link that leads nowhere a pipe and an old workbook are told also inside a folder.

    What was left out of a folder without a word would end in the graph.
    """
    folder = tmp_path / "folder"
    (folder / "deeper").mkdir(parents=True)
    put("folder/senior.csv", SENIOR)
    put("folder/deeper/old.xls", OLE)
    (folder / "gone.csv").symlink_to("/nowhere/x.csv")
    (folder / "here").symlink_to(folder)
    os.mkfifo(folder / "pipe.csv")
    put("folder/readme.md", "not asked for")

    assert refused(folder).splitlines() == [
        "folder/deeper/old.xls: is not read: Excel of before 2007",
        "  Save it as .xlsx or CSV.",
        "folder/gone.csv: is a link to /nowhere/x.csv, which is not there",
        "folder/here: is a link to a folder",
        "  Name folder itself.",
        "folder/pipe.csv: is no file (a pipe or a device)",
        "  Copy it first.",
        "  4 problems. Nothing was loaded; the graph is unchanged.",
    ]
    assert refused(folder / "pipe.csv").startswith("pipe.csv: is no file")


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="everything can be read by root")
def test_what_may_not_be_read_is_told(put, tmp_path):
    put("senior.csv", SENIOR).chmod(0)

    assert refused(tmp_path / "senior.csv").startswith("senior.csv: cannot be read: Permission denied")


# -- what looks broken and can be read ----------------------------------------------------------------------


def test_line_ends_of_every_sort_in_one_file_are_read(put):
    lines = SENIOR.splitlines()
    text = lines[0] + "\r\n" + lines[1] + "\r" + lines[2] + "\n\r\r\n" + lines[3]

    assert bring(put("senior.csv", text)).after == bring(put("senior.csv", SENIOR)).after


def test_the_header_once_more_is_passed_over_and_told(put):
    done = bring(put("senior.csv", SENIOR + SENIOR.partition("\n")[0] + "\n4,Bo,Clerk,Works,Desk,2,1\n"))

    assert done.nodes("Post") == {f"post:works:{number}" for number in (1, 2, 3, 4)}
    assert [(w.line, w.message) for w in done.warnings] == [(5, "repeats the header, and is skipped")]


def test_merged_cells_hold_for_each_of_their_rows(put):
    """Cells that are shown as one hold for each of their rows and hidden sheets are told."""
    book = Workbook()
    for row in SENIOR.replace("Deputy,Works,Top", "Deputy,Works,").splitlines():
        sheet_of(book).append(row.split(","))
    sheet_of(book).merge_cells("E2:E3")
    book.create_sheet("Old").sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)

    done = bring(put("a.xlsx", made.getvalue()))

    assert {(giver, receiver) for giver, receiver, *_ in done.edges("POST_IN")} == {
        ("post:works:1", "unit:works:top"),
        ("post:works:2", "unit:works:top"),
        ("post:works:3", "unit:works:desk"),
    }
    assert [(w.sheet, w.message) for w in done.warnings] == [
        (
            "Sheet",
            "cells are merged across several rows (E2:E3); their value is read for each row",
        ),
        ("Old", "is hidden, and is not read"),
    ]


def test_days_counted_from_1904_are_those_shown(put):
    """Days of a workbook that counts from 1904 are the days that it shows."""
    book = Workbook()
    sheet_of(book).title = "holders"
    sheets: dict[str, list[list[object]]] = {
        "holders": [["post", "person", "name", "from"], ["post:a", "person:a", "A", dt.datetime(2018, 3, 1)]],  # noqa: DTZ001
        "posts": [["key", "name", "unit"], ["post:a", "A", "unit:u"]],
        "units": [["key", "kind", "name"], ["unit:u", "Section", "U"]],
    }
    for name, rows in sheets.items():
        sheet = book[name] if name in book.sheetnames else book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.epoch = CALENDAR_MAC_1904
    made = io.BytesIO()
    book.save(made)

    done = bring(put("a.xlsx", made.getvalue()), key="works")

    assert done.edges("HOLDS") == {("person:a", "post:a", "2018-03-01", "")}
    assert ["counts days from 1904" in warning.message for warning in done.warnings] == [True]


@pytest.mark.slow
def test_thousands_of_wrong_references_are_told_at_once_and_soon(put):
    """To look for the nearest of thousands of keys for each of thousands would take hours."""
    rows = "".join(f"{n},Ada {n},T,Works,U,gone-{n},1\n" for n in range(5000))

    with pytest.raises(DataError) as refused:
        bring(put("a.csv", SENIOR + rows))

    assert len(refused.value.problems) == 501
    assert "4,500 more problems" in str(refused.value.problems[-1]) or "more problems" in str(refused.value)
