"""`ansvar import` against a graph: dry run, the import itself, and that nothing is half done."""

from __future__ import annotations

import json
import sys

import pytest
from suite.faces import Said, point_to

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.journal.book import change_sets

HEADER = "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post,FTE\n"
FIRST = HEADER + "1,Ada,Head,W,Top,XX,1\n2,N/D,Deputy,W,Top,1,0.5\n3,,Clerk,W,Desk,2,1.25\n"
SECOND = HEADER + "1,Ada,Head,W,Top,XX,1\n2,Vacant,Deputy,W,Top,1,0.8\n"


@pytest.fixture
def ansvar(bench, store, capsys, monkeypatch):
    """Run `ansvar` with these words against an empty graph."""
    point_to(bench, monkeypatch)
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("ANSVAR_LANG", "en")

    def run(*words):
        from ansvar.cli.main import main

        monkeypatch.setattr(sys, "argv", ["ansvar", *(str(word) for word in words)])
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


def test_what_is_restated_is_confirmed_and_no_fact_is_changed(ansvar, store, put):
    first = put("first.csv", FIRST)
    ansvar("import", first, "--valid-from", "2018-01-01")
    before = snapshot(store.read).fingerprint()

    would = ansvar("import", first, "--valid-from", "2019-07-01", "-n", "--lang", "nb")
    said = ansvar("import", first, "--valid-from", "2019-07-01")
    again = ansvar("import", first, "--valid-from", "2019-07-01")
    log = json.loads(ansvar("log", "-f", "json").out)["items"]
    old = json.loads(ansvar("gaps", "--rule", "unconfirmed", "--on", "2020-01-01", "-f", "json").out)
    undone = ansvar("undo", "2")

    assert would.out.startswith("Ingen endringer: kilden gjentar alt grafen inneholder (opplysninger: 17).")
    assert said.out.startswith("No changes: the source repeats everything in the graph (facts: 17). ")
    assert "It counts as confirmed on 1 July 2019." in said.out
    assert again.out.startswith("Nothing to do")
    assert [(each["number"], each["created"], each["changed"], each["ended"]) for each in log] == [
        (2, 0, 1, 0),
        (1, 18, 0, 0),
    ]
    assert old["items"] == []
    assert undone.code == 0
    assert snapshot(store.read).fingerprint() == before
    assert snapshot(store.read).nodes["uk-organogram:w"].props["confirmed_on"] == "2018-01-01"


def test_what_was_taken_back_can_be_said_again_for_the_same_day(ansvar, store, put):
    """The edge that an undo left holds on no day; said again, it holds as it was said."""
    put("units.csv", "key,kind,name\nunit:u,Section,U\n")
    put("posts.csv", "key,name,unit\npost:a,A,unit:u\n")
    folder = put("holders.csv", "post,person,name\npost:a,person:x,X\n").parent
    ansvar("import", folder, "--key", "works", "--valid-from", "2018-01-01")
    for path in folder.glob("*.csv"):
        path.unlink()
    edit = (
        "import",
        put("holders.csv", "post,person,name\npost:a,person:y,Y\n"),
        "--key",
        "works",
        "--partial",
    )
    ansvar(*edit, "--valid-from", "2018-06-01")
    said = snapshot(store.read)
    ansvar("undo", "2")

    again = ansvar(*edit, "--valid-from", "2018-06-01")

    assert again.code == 0, again.err
    assert snapshot(store.read).fingerprint() == said.fingerprint()


def test_the_journal_tells_which_record_a_fact_came_from(ansvar, store, put):
    """A line that moves is no change, and what is taken back came from no record."""
    put("units.csv", "key,kind,name\nunit:u,Section,U\n")
    put("posts.csv", "key,name,unit\npost:a,A,unit:u\npost:b,B,unit:u\n")
    folder = put("holders.csv", "post,person,name\npost:b,person:x,X\n").parent
    ansvar("import", folder, "--key", "works", "--valid-from", "2018-01-01")

    def origins(about):
        items = json.loads(ansvar("log", about, "-f", "json").out)["items"]
        return {(i["number"], i["sort"], i["key"]): i["origin"].replace(f"{folder}/", "") for i in items}

    first = origins("post:b")
    put("posts.csv", "key,name,unit\n\npost:b,B,unit:u\npost:a,A,unit:u\n")
    moved = ansvar("import", folder, "--key", "works", "--valid-from", "2018-01-01")
    put("posts.csv", "key,name,unit\n\n\npost:b,Chief,unit:u\npost:a,A,unit:u\n")
    ansvar("import", folder, "--key", "works", "--valid-from", "2018-06-01")
    ansvar("undo", "2")

    assert first == {
        (1, "Post", "post:b"): "posts.csv:3",
        (1, "POST_IN", "post:b"): 'posts.csv:3, column "unit"',
        (1, "HOLDS", "person:x"): 'holders.csv:2, column "person"',
    }
    assert moved.out.startswith("Nothing to do")
    assert origins("post:b") == first | {(2, "Post", "post:b"): "posts.csv:4", (3, "Post", "post:b"): ""}
    assert 'holders.csv:2,column"person"' in "".join(ansvar("log", "person:x").out.split())


def test_a_dry_run_tells_all_and_writes_nothing(ansvar, store, put):
    """A dry run tells what the import then does and writes nothing."""
    first, second = put("first.csv", FIRST), put("second.csv", SECOND)
    ansvar("import", first, "--valid-from", "2018-01-01")
    before = snapshot(store.read).fingerprint()

    told = json.loads(ansvar("import", second, "--valid-from", "2018-07-01", "-n", "-f", "json").out)
    unchanged = snapshot(store.read).fingerprint()
    done = json.loads(ansvar("import", second, "--valid-from", "2018-07-01", "-f", "json").out)
    again = json.loads(ansvar("import", second, "--valid-from", "2018-07-01", "-f", "json").out)

    assert unchanged == before == told["graph"]["fingerprint"]
    assert told["items"] == done["items"]
    assert {(i["change"], i["kind"], i["key"], i["receiver"]) for i in told["items"]} == {
        ("change", "Organisation", "uk-organogram:w", ""),
        ("change", "Post", "post:w:2", ""),
        ("end", "Post", "post:w:3", ""),
        ("end", "Section", "unit:w:desk", ""),
        ("end", "Person", "undisclosed:post:w:2", ""),
        ("end", "HOLDS", "undisclosed:post:w:2", "post:w:2"),
        ("end", "POST_IN", "post:w:3", "unit:w:desk"),
        ("end", "REPORTS_TO", "post:w:3", "post:w:2"),
        ("end", "PART_OF", "unit:w:desk", "unit:w"),
    }
    (post,) = (item for item in told["items"] if item["key"] == "post:w:2" and item["change"] == "change")
    assert post["fields"] == {"fte": [0.5, 0.8]}
    assert (again["created"], again["changed"], again["ended"], again["items"]) == (0, 0, 0, [])
    assert snapshot(store.read).fingerprint() == done["graph"]["fingerprint"]


def test_an_import_stands_in_the_journal_with_its_file_and_hash(ansvar, store, put):
    ansvar("import", put("first.csv", FIRST), "--valid-from", "2018-01-01")

    (entry,) = change_sets(store.read)
    assert entry.verb == "import"
    assert [source.path.rpartition("/")[2] for source in entry.sources] == ["first.csv"]
    assert entry.sources[0].digest.startswith("sha256:")


def test_a_refused_import_leaves_the_graph_as_it_was(ansvar, store, put):
    ansvar("import", put("first.csv", FIRST), "--valid-from", "2018-01-01")
    before = snapshot(store.read).fingerprint()

    said = ansvar("import", put("bad.csv", SECOND + "4,Bo,Clerk,W,Desk,9,x\n"), "--valid-from", "2018-07-01")

    assert said.code == 3
    assert "bad.csv:4" in said.err
    assert snapshot(store.read).fingerprint() == before


def test_an_import_that_is_broken_off_leaves_the_graph_as_it_was(ansvar, store, put, monkeypatch):
    ansvar("import", put("first.csv", FIRST), "--valid-from", "2018-01-01")
    before = snapshot(store.read).fingerprint()

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("ansvar.graph.journal.writer.update", interrupt)
    said = ansvar("import", put("second.csv", SECOND), "--valid-from", "2018-07-01")

    assert (said.code, said.out) == (130, "")
    assert said.err == "ansvar: interrupted; nothing was written\n"
    assert snapshot(store.read).fingerprint() == before


def test_a_name_in_a_file_cannot_steer_the_terminal(ansvar, put):
    said = ansvar("import", put("bad.csv", HEADER.replace("Name", "Na\x1b[31mme")), "-m", "uk-organogram")

    assert said.code == 3
    assert "\x1b" not in said.err
    assert "bad.csv:1: contains the control character U+001B:" in said.err
    assert ",Na<U+001B>[31mme," in said.err


def test_the_text_of_a_dry_run_is_one_line_for_each_change(ansvar, put):
    said = ansvar("import", put("first.csv", FIRST), "--valid-from", "2018-01-01", "--dry-run")

    lines = said.out.splitlines()
    assert '+ post post:w:1 "Head"  2018-01-01 ..' in lines
    assert "+ post:w:2 reports to post:w:1  2018-01-01 .." in lines
    assert lines[-1] == (
        f"Would create {len(lines) - 1}, change 0 and end 0; unchanged: 0. "
        "Nothing was written. Mapping: uk-organogram."
    )


def test_templates_are_written_by_the_verb(ansvar, tmp_path):
    said = ansvar("template", tmp_path / "new")

    assert said.code == 0
    assert (tmp_path / "new" / "sheets" / "posts.csv").is_file()
    assert ansvar("template", tmp_path / "new").code == 2
