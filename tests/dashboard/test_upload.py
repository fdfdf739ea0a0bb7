"""Uploading: every kind of file that the terminal imports, planned and applied as the terminal does it."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from suite.imports import sheet_of
from suite.words import organisation, write

from ansvar.dashboard import rights
from ansvar.dashboard.views.files import _mappings
from ansvar.graph.characters import has_signs
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.imports.changes import changes_of
from ansvar.graph.imports.importer import ImportOptions, plan_import, read_files
from ansvar.graph.imports.starter import write_templates
from ansvar.graph.journal.actor import user
from ansvar.graph.journal.result import journal

DAY = date(2018, 6, 1)
HEADER = "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post,FTE\n"
ORGANOGRAM = HEADER + "1,Ada,Head,W,Top,XX,1\n2,N/D,Deputy,W,Top,1,0.5\n3,,Clerk,W,Desk,2,1.25\n"
WRONG = ORGANOGRAM + "4,Bo,Clerk,W,Desk,77,1\n"
LINES = ("post:p in office:west", "person:ada holds post:p to 2018-03-01")


def uploaded(at, *files):
    """Upload files as a person would: pairs of name and content."""
    told = [
        (name, content.encode() if isinstance(content, str) else content, "text/plain")
        for name, content in files
    ]
    return at.file_uploader[0].set_value(told).run()


def said(at):
    kinds = (at.markdown, at.caption, at.error, at.warning, at.info, at.success)
    return "\n".join(str(part.value) for kind in kinds for part in kind).replace("\\", "")


def table(at, name):
    """Give one table as dicts, by the name that a screen reader tells."""
    return next(frame for frame in at.dataframe if frame.proto.alt == name).value.to_dict("records")


def widget(kind, label):
    return next(w for w in kind if w.label == label)


def sheet(text: str) -> bytes:
    """Write a table as a workbook."""
    book, out = openpyxl.Workbook(), io.BytesIO()
    for line in text.splitlines():
        sheet_of(book).append(line.split(","))
    book.save(out)
    return out.getvalue()


def test_a_file_is_tried_and_nothing_is_written(store, org, page, tmp_path):
    org(*LINES)
    before = snapshot(store.read).fingerprint()
    path = write(tmp_path / "new.yaml", organisation(*LINES, "person:bo holds post:p from 2018-03-01"))

    at = uploaded(page("files"), ("new.yaml", path.read_bytes()))

    assert not at.exception
    assert "The files are in order." in said(at)
    rows = {(row["What"], row["Kind"], row["Key"], row["From"]) for row in table(at, "What changes")}
    assert rows == {
        ("+ new", "person", "person:bo", "2018-01-01"),
        ("+ new", "holds", "person:bo → post:p", "2018-03-01"),
    }
    assert rights.WRITE in said(at)
    assert snapshot(store.read).fingerprint() == before


@pytest.mark.parametrize(
    "file",
    [("senior.csv", ORGANOGRAM), ("senior.xlsx", sheet(ORGANOGRAM))],
    ids=["csv", "excel"],
)
def test_a_table_is_planned_as_the_terminal_plans_it(store, org, page, tmp_path, file):
    """The mapping is found by the columns; what is vacant, unknown and undisclosed is counted."""
    org(*LINES)
    at = uploaded(page("files"), file)

    path = tmp_path / file[0]
    path.write_bytes(file[1].encode() if isinstance(file[1], str) else file[1])
    reading = read_files([path], "", _mappings(), ImportOptions(DAY))
    expected = list(changes_of(plan_import(store, reading, ImportOptions(DAY)).plan))
    assert not at.exception
    assert len(table(at, "What changes")) == len(expected) > 5
    assert {row["Key"] for row in table(at, "What changes")} == {
        f"{change.key} → {change.receiver}" if change.receiver else change.key for change in expected
    }
    assert "Read with the mapping uk-organogram." in said(at)
    assert "1 undisclosed, 1 unknown" in said(at)


def test_sheets_of_ours_are_read_together(store, org, page, tmp_path):
    org(*LINES)
    write_templates(tmp_path / "start")
    files = [(path.name, path.read_bytes()) for path in sorted((tmp_path / "start" / "sheets").glob("*.csv"))]

    at = uploaded(page("files"), *files)

    assert not at.exception
    assert "Read with the mapping sheets." in said(at)


@pytest.mark.parametrize(
    "file",
    [("or\u202egano.csv", ORGANOGRAM), ("a.csv", ORGANOGRAM.replace("Ada", "A\x1bda"))],
    ids=["name", "cell"],
)
def test_controls_in_an_upload_are_refused(store, org, page, file):
    """Controls in a file or its name are refused and shown harmless."""
    org(*LINES)
    at = uploaded(page("files"), file)

    assert not at.exception
    (problem,) = table(at, "Problems in the files")
    assert "contains the control character U+" in problem["Problem"]
    assert not has_signs("".join(map(str, problem.values())))


def test_problems_of_an_upload_are_told_place_by_place(store, org, page):
    """What is wrong is told place by place or left out and listed."""
    org(*LINES)
    at = uploaded(page("files"), ("posts.xlsx", sheet(WRONG)))

    (problem,) = table(at, "Problems in the files")
    assert (problem["File"], problem["Sheet"], problem["Row"]) == ("posts.xlsx", "Sheet", 5)
    assert problem["Column"] == "Reports to Senior Post"
    assert "77" in problem["Problem"]
    assert "What changes" not in [frame.proto.alt for frame in at.dataframe]

    at = widget(at.pills, "If something is wrong").set_value("lenient").run()

    assert not at.exception
    assert [row["Row"] for row in table(at, "Left out")] == [5]
    assert "post:w:4" in {row["Key"] for row in table(at, "What changes")}


def test_remarks_are_told_and_can_be_taken_for_problems(store, org, page):
    gone = ORGANOGRAM + "9,Eliminated,Old,W,Desk,1,0\n4,Bo,Clerk,W,Desk,9,1\n"
    org(*LINES)
    at = uploaded(page("files"), ("posts.csv", gone))
    (remark,) = table(at, "Remarks")
    assert "posts.csv" in remark["Problem"]
    assert "upload" not in str(remark)

    at = widget(at.pills, "If something is wrong").set_value("strict").run()
    assert table(at, "Problems in the files")


def test_a_table_that_no_mapping_fits_asks_for_one(store, org, page):
    """A table that no mapping fits asks for one and one can be uploaded."""
    org(*LINES)
    source = ("staff.csv", "Number,Who\n1,Ida\n2,Liv\n")
    text = (
        "format: ansvar.mapping/1\nname: my-extract\ntitle: {nb: Mitt, en: Mine}\n"
        "organisation: {key: mine}\nsources:\n  staff:\n    columns: {Number: [Number], Who: [Who]}\n"
        "    units: [{key: 'unit:mine', kind: Section, name: Top}]\n"
        "    posts: [{key: 'post:{Number|id}', name: '{Number}', unit: 'unit:mine',"
        " holders: {person: 'person:{Who|slug}', name: '{Who}'}}]\n"
    )
    at = uploaded(page("files"), source)
    assert "Choose a mapping above." in said(at)

    at = uploaded(page("files"), source, ("my.yaml", text))

    assert not at.exception
    assert "Read with the mapping my-extract." in said(at)
    assert "person:liv → post:2" in {row["Key"] for row in table(at, "What changes")}


def test_part_of_an_organisation_leaves_the_rest_alone(store, org, page, tmp_path):
    org(*LINES, "post:q in office:west")
    path = write(tmp_path / "part.yaml", organisation(*LINES))
    at = uploaded(page("files"), ("part.yaml", path.read_bytes()))
    assert "− ends" in {row["What"] for row in table(at, "What changes")}

    at = at.toggle[0].set_value(True).run()

    assert "The files change nothing." in said(at)


@pytest.mark.slow
def test_what_is_applied_stands_in_the_journal_with_its_writer(store, org, page, monkeypatch):
    """Also what the rules find is kept, as after every import in a terminal."""
    monkeypatch.setenv(rights.WRITE, "1")
    org(*LINES)
    at = uploaded(page("files"), ("senior.csv", ORGANOGRAM))
    widget(at.date_input, "The date the files apply to").set_value(date(2018, 5, 1))
    widget(at.text_input, "On behalf of, for the journal").set_value("kim")

    at = widget(at.button, "Apply the changes").click().run()

    assert not at.exception
    assert "Applied:" in said(at)
    entry = journal(store).items[0]
    assert (entry["verb"], entry["by"], entry["on_behalf_of"]) == ("import", user(), "kim")
    assert [source["path"].rpartition("/")[2] for source in entry["sources"]] == ["senior.csv"]
    post = snapshot(store.read).nodes["post:w:3"]
    assert post.props["valid_from"] == "2018-05-01"
    assert "The files change nothing." in said(at)


def test_an_empty_graph_takes_files_too(store, page, monkeypatch):
    monkeypatch.setenv(rights.WRITE, "1")
    at = uploaded(page("turn_to"), ("senior.csv", ORGANOGRAM))

    at = widget(at.button, "Apply the changes").click().run()

    assert not at.exception
    assert "post:w:1" in snapshot(store.read).nodes


def test_without_the_right_files_are_only_checked(store, page):
    """An empty graph takes no files without the right but checks them."""
    at = uploaded(page("turn_to"), ("senior.csv", ORGANOGRAM))

    assert not at.exception
    assert "post:w:1" in {row["Key"] for row in table(at, "What changes")}
    assert rights.WRITE in said(at)
    assert "Apply the changes" not in [button.label for button in at.button]
    assert snapshot(store.read).nodes == {}
