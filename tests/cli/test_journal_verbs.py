"""The journal, undo and what was known when, asked as a person asks: whole answers and exit codes."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
import time
from pathlib import Path

import pytest
from suite.faces import EMBEDDED
from suite.words import WEST

from ansvar.graph.clock import local, read_moment, stamp

BY_A = (*WEST, "person:a holds post:contact")
BY_B = (*WEST, "person:b holds post:contact")
ASK = ("trace", "centre:a", "--theme", "noise", "--matter", "case", "--on", "2018-07-01")
WHEN = r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d"


@pytest.fixture
def twice(house, fresh, monkeypatch):
    """Load an organisation in which person:a is the contact, and then one in which person:b is."""
    monkeypatch.setattr("ansvar.cli.journal.user", lambda: "kim")
    monkeypatch.setattr("ansvar.cli.load.user", lambda: "kim")
    monkeypatch.setenv("COLUMNS", "200")
    assert house(*BY_A).code == house(*BY_B).code == 0
    return fresh


def cells(said):
    """Give the rows of a text table, without the moments; columns stand two blanks apart."""
    assert (said.code, said.err) == (0, "")
    return [
        [re.sub(WHEN, "WHEN", cell) for cell in re.split(r" {2,}", line.rstrip())]
        for line in said.out.split("\n")
        if line
    ]


def holders(said):
    first = json.loads(said.out)["steps"][0]
    return [holder["key"] for holder in first["holders"]]


def test_the_log_lists_change_sets_in_every_form(twice):
    text = cells(twice("log"))
    bokmaal = cells(twice("log", "--lang", "nb"))
    told = json.loads(twice("log", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(twice("log", "--format", "csv").out)))

    created = told["items"][1]["created"]
    assert text == [
        ["no.", "when", "by", "action", "facts", "source"],
        ["2", "WHEN", "kim", "loaded", "new: 2, changed: 0, ended: 2", "norm.yaml, who.yaml"],
        ["1", "WHEN", "kim", "loaded", f"new: {created}, changed: 0, ended: 0", "norm.yaml, who.yaml"],
    ]
    assert bokmaal == [
        ["nr.", "når", "av", "handling", "opplysninger", "kilde"],
        ["2", "WHEN", "kim", "lastet inn", "nye: 2, endret: 0, avsluttet: 2", "norm.yaml, who.yaml"],
        ["1", "WHEN", "kim", "lastet inn", f"nye: {created}, endret: 0, avsluttet: 0", "norm.yaml, who.yaml"],
    ]
    assert {name: told[name] for name in ("format", "question", "total")} == {
        "format": "ansvar.log/1", "question": {"about": ""}, "total": 2,
    }  # fmt: skip
    assert told["graph"] == {"fingerprint": told["items"][0]["fingerprint"], "as_of": told["items"][0]["at"]}
    assert list(told["items"][0]) == [
        "number", "at", "by", "verb", "created", "changed", "ended", "undoes", "sources", "fingerprint",
        "on_behalf_of", "seal",
    ]  # fmt: skip
    for row, item in zip(rows, told["items"], strict=True):
        files = "; ".join(f"{source['path']} {source['digest']}" for source in item["sources"])
        plain = (*list(item)[:8], "on_behalf_of", "seal")
        assert row == {n: str(item[n]) for n in plain} | {"at": local(item["at"]), "sources": files}


def test_facts_of_a_change_set_or_thing_are_told_in_words(twice):
    """The facts of one change set and of one thing are told in words."""
    of_set = cells(twice("log", "2"))
    of_thing = cells(twice("log", "post:contact", "--lang", "nb", "--limit", "2"))
    told = json.loads(twice("log", "2", "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(twice("log", "2", "--format", "csv").out)))

    for table in (of_set, of_thing):  # where it stands is told at the end, with the path that was given
        for at in [at for at, row in enumerate(table) if not row[0]][::-1]:
            table[at - 1][-1] += f" {table.pop(at)[-1]}"
        for row in table:
            row[-1] = re.sub(r"(; stated in|; står i) \S+who.yaml:\d+$", r"\1 FILE", row[-1])
    assert of_set == [
        ["no.", "when", "action", "facts", "fields"],
        ["2", "WHEN", "ended", "person:a holds post:contact", "to: open -> 2018-06-01"],
        ["2", "WHEN", "new", "person:b holds post:contact", "from: 2018-01-01; stated in FILE"],
        ["2", "WHEN", "ended", "person:a", "to: open -> 2018-06-01"],
        ["2", "WHEN", "new", "person:b", "name: person:b; made up: yes; from: 2018-01-01; stated in FILE"],
    ]
    assert of_thing == [
        ["nr.", "når", "handling", "opplysninger", "felt"],
        ["2", "WHEN", "avsluttet", "person:a innehar post:contact", "til: åpen -> 2018-06-01"],
        ["2", "WHEN", "ny", "person:b innehar post:contact", "fra: 2018-01-01; står i FILE"],
        ["Viser 2 av 6; --limit gir flere."],
    ]
    assert [(i["what"], i["sort"], i["key"], i["other"]) for i in told["items"]] == [
        ("ended", "HOLDS", "person:a", "post:contact"), ("created", "HOLDS", "person:b", "post:contact"),
        ("ended", "Person", "person:a", None), ("created", "Person", "person:b", None),
    ]  # fmt: skip
    lines = Path(told["items"][1]["origin"].rpartition(":")[0]).read_text("utf-8").splitlines()
    stands = [i["origin"] and lines[int(i["origin"].rpartition(":")[2]) - 1].strip() for i in told["items"]]
    assert stands == ["", "- person: person:b", "", "- key: person:b"]
    assert told["items"][0]["fields"] == [{"name": "valid_to", "before": "9999-12-31", "after": "2018-06-01"}]
    assert [(row["what"], row["key"], row["other"]) for row in rows] == [
        (i["what"], i["key"], i["other"] or "") for i in told["items"]
    ]


def test_what_was_taken_back_can_be_brought_back(twice):
    assert holders(twice(*ASK, "--format", "json")) == ["person:b"]

    back = twice("undo", "2")
    words = r"Change set 2 was undone by change set 3\. Derived links now: \d+\.\n"
    assert (back.code, bool(re.fullmatch(words, back.out))) == (0, True)
    assert holders(twice(*ASK, "--format", "json")) == ["person:a"]

    again = json.loads(twice("undo", "3", "--format", "json").out)
    assert (again["format"], again["question"], again["change_set"]) == ("ansvar.load/1", {"undo": 3}, 4)
    assert holders(twice(*ASK, "--format", "json")) == ["person:b"]
    assert [row[:4] for row in cells(twice("log", "--lang", "nb"))[1:3]] == [
        ["4", "WHEN", "kim", "angret 3"], ["3", "WHEN", "kim", "angret 2"],
    ]  # fmt: skip


@pytest.mark.slow
def test_every_verb_that_writes_says_who_and_for_whom(twice, monkeypatch, tmp_path):
    """The account is always there; `--by` stands beside it, and what LOGNAME says counts nowhere."""
    monkeypatch.setattr("ansvar.cli.gaps.user", lambda: "kim")
    monkeypatch.setattr("ansvar.cli.demo.user", lambda: "kim")
    monkeypatch.setattr("ansvar.cli.import_.user", lambda: "kim")
    monkeypatch.setenv("LOGNAME", "nobody-at-all")
    on = ("--on", "2018-07-01")
    found = json.loads(twice("gaps", *on, "--format", "json", "--fail-on", "none").out)["items"][0]["id"]
    for_whom = ("--by", "Kari", "--format", "json")

    said = twice("gaps", "accept", found, "--reason", "soon", "--until", "2018-09-01", *on, *for_whom)
    told = json.loads(said.out)
    assert (said.code, told["format"], told["change_set"]) == (0, "ansvar.acceptance/1", 3)
    assert (told["accepted_by"], told["accepted_on_behalf_of"]) == ("kim", "Kari")
    shown = twice("gaps", *on, "--fail-on", "none").out
    shown = " ".join(shown.split())
    assert "by kim on behalf of Kari" in shown
    assert ": soon" in shown
    told = json.loads(twice("gaps", "withdraw", found, *on, *for_whom).out)
    assert (told["ended"], told["change_set"]) == (1, 4)
    assert json.loads(twice("undo", "4", *for_whom).out)["change_set"] == 5
    # the example has other names for words that an instruction here uses, and is refused
    assert twice("demo", "--by", "Kari").code == 3
    assert twice("import", str(tmp_path / "house" / "who.yaml"), "--by", "Kari").code == 0

    rows = cells(twice("log", "--lang", "nb"))[1:]
    by_verb = {row[3]: row[2] for row in rows if row[0] > "2"}
    assert set(by_verb.values()) == {"kim på vegne av Kari"}
    assert {"godtok et funn", "trakk tilbake en godtakelse", "angret 4"} <= set(by_verb)
    facts = json.loads(twice("log", "3", "--format", "json").out)["items"]
    assert [(i["what"], i["sort"], i["by"], i["on_behalf_of"]) for i in facts] == [
        ("created", "Acceptance", "kim", "Kari")
    ]
    row = next(csv.DictReader(io.StringIO(twice("log", "3", "--format", "csv").out)))
    assert (row["by"], row["on_behalf_of"], row["key"]) == ("kim", "Kari", f"acceptance:{found}:1")


def test_a_refused_undo_names_what_to_take_back_first(twice):
    """An undo that is refused names the change set to take back first."""
    before = twice("log", "--format", "json").out

    said = twice("undo", "1")

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "ansvar: change set 1 cannot be undone: person:a HOLDS post:contact, person:a was changed later\n"
        "  Undo the later one first: ansvar undo 2\n"
    )
    assert twice("log", "--format", "json").out == before


UNKNOWN = {
    ("log", "9"): (
        'unknown change set or key "9"\n  Valid values include "2", "1". `ansvar log` lists the change sets.'
    ),
    ("log", "post:contct"): (
        'unknown change set or key "post:contct"\n'
        '  Nearest: "post:contact", "contact", "post:chief". `ansvar log` lists the change sets.'
    ),
    ("undo", "9"): 'unknown change set "9"\n  Valid values include "2", "1". `ansvar log` lists them.',
    (*ASK, "--known-at", "9"): 'unknown change set "9"\n  Valid values include "2", "1".',
    (*ASK, "--known-at", "yesterday"): (
        'unknown point in time "yesterday"\n'
        "  Write 2018-06-01T12:30, a date such as 2018-06-01, or the number of a change set."
    ),
}


def test_unknown_to_the_journal_gets_the_nearest(twice):
    """What the journal does not have is answered with the nearest."""
    for words, told in UNKNOWN.items():
        said = twice(*words)
        assert (said.code, said.out, said.err) == (2, "", f"ansvar: {told}\n")


def test_the_journal_of_an_empty_graph_has_no_change_sets(fresh):
    assert json.loads(fresh("log", "--format", "json").out)["items"] == []
    assert fresh("undo", "1").err == 'ansvar: unknown change set "1"\n  `ansvar log` lists them.\n'
    said = fresh(*ASK, "--known-at", "2018-01-01")
    assert (said.code, "The journal is empty." in said.err) == (2, True)


@pytest.mark.slow
@EMBEDDED
def test_a_moment_is_a_number_a_time_or_a_day(twice, monkeypatch):
    """A moment is a number a time with or without zone or a day.

    `--known-at` answers what was believed; a time without a zone is the user's own.
    """
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    first, second = (
        dt.datetime.fromisoformat(item["at"])
        for item in reversed(json.loads(twice("log", "--format", "json").out)["items"])
    )
    here = first.astimezone()
    assert here.utcoffset() == dt.timedelta(hours=5, minutes=45)
    naive = here.replace(tzinfo=None).isoformat()
    told = f"As the graph was known at {here:%Y-%m-%d %H:%M:%S} (change set 1).\n"

    for moment in ("1", naive):
        said = twice(*ASK, "--known-at", moment, "--format", "json")
        assert (holders(said), said.code, said.err) == (["person:a"], 0, told), moment
        assert json.loads(said.out)["graph"]["as_of"] == stamp(first)
    assert {read_moment(text) for text in (naive, here.isoformat(), stamp(first))} == {stamp(first)}
    day = twice(*ASK, "--known-at", f"{second.astimezone():%Y-%m-%d}", "--format", "json")
    assert holders(day) == ["person:b"]
    before = twice(*ASK, "--known-at", f"{here - dt.timedelta(days=1):%Y-%m-%d}")
    assert before.code == 2
    assert before.err.startswith("ansvar: nothing was known at ")
    assert "The journal begins at " in before.err


@pytest.fixture(autouse=True)
def _own_time_zone():
    yield
    time.tzset()
