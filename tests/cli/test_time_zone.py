"""Half past midnight in Oslo is still yesterday in UTC: every verb speaks of the day in the zone."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json

import pytest
from suite.faces import EMBEDDED
from suite.words import WEST

from ansvar.graph import clock

pytestmark = EMBEDDED

LATE = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
CHANGE = (
    *WEST,
    "person:a holds post:contact to 2026-07-01",
    "person:b holds post:contact from 2026-07-01",
)
TRACE = ("trace", "centre:a", "--theme", "noise", "--matter", "case")
JSON = ("--format", "json")


@pytest.fixture
def night(house, fresh, monkeypatch):
    """Load an organisation in which the contact changes at midnight, in the night when she does."""
    monkeypatch.setattr(clock, "now", lambda: LATE)
    monkeypatch.setenv("ANSVAR_TIMEZONE", "Europe/Oslo")
    monkeypatch.setenv("COLUMNS", "200")
    assert house(*CHANGE).code == 0
    return fresh


@pytest.mark.parametrize(
    ("zone", "day", "holder"),
    [("Europe/Oslo", "2026-07-01", "person:b"), ("America/New_York", "2026-06-30", "person:a")],
)
def test_a_question_without_a_day_is_asked_for_today_in_the_zone(night, monkeypatch, zone, day, holder):
    monkeypatch.setenv("ANSVAR_TIMEZONE", zone)

    route = json.loads(night(*TRACE, *JSON).out)
    assert [h["key"] for h in route["steps"][0]["holders"]] == [holder]
    asked = [("list", "Post"), ("gaps",), ("show", "post:contact"), ("duties",), ("clauses",), ("coverage",)]
    told = {verb: json.loads(night(*verb, *JSON).out)["question"]["on"] for verb in [TRACE, *asked]}
    assert set(told.values()) == {day}, told


def test_what_a_load_or_an_import_ends_ends_today_in_the_zone(night, tmp_path):
    who = tmp_path / "house" / "who.yaml"
    planned = json.loads(night("import", str(who), "--dry-run", *JSON).out)
    who.write_text(who.read_text().replace("person: person:b", "person: person:a"))

    assert planned["question"]["valid_from"] == "2026-07-01"
    assert night("load", str(who.parent), *JSON).code == 0
    facts = json.loads(night("log", "2", *JSON).out)["items"]
    ended = {
        field["after"] for fact in facts if fact["what"] == "ended" for field in fact["fields"]
        if field["name"] == "valid_to"
    }  # fmt: skip
    assert ended == {"2026-07-01"}


def test_the_journal_tells_people_the_time_of_their_zone(night):
    """The journal tells people the time of the zone and programs that of the record."""
    text, table, told = (night("log", "--format", form).out for form in ("text", "csv", "json"))

    assert "2026-07-01 00:30:00" in text
    assert next(csv.DictReader(io.StringIO(table)))["at"] == "2026-07-01 00:30:00"
    assert json.loads(told)["items"][0]["at"] == "2026-06-30T22:30:00.000Z"


@pytest.mark.slow
def test_what_was_known_is_asked_and_told_in_the_zone(night):
    for moment in ("2026-07-01", "2026-07-01T00:30", "2026-06-30T22:30Z", "today"):
        said = night(*TRACE, "--known-at", moment)
        assert (said.code, said.err) == (0, "As the graph was known at 2026-07-01 00:30:00 (change set 1).\n")

    before = night(*TRACE, "--known-at", "2026-06-30")
    assert (before.code, before.out) == (2, "")
    assert before.err == (
        "ansvar: nothing was known at 2026-06-30 23:59:59\n"
        "  The journal begins at 2026-07-01 00:30:00. `ansvar log` lists what was written when.\n"
    )


REFUSED = {
    ("--on", ""): 'unknown date "": not a date',
    ("--on", "20180601"): 'unknown date "20180601": not a date',
    (
        "--on",
        "9999-12-31",
    ): 'unknown date "9999-12-31": it is the sign of an open end, and no day that can be',
    ("--known-at", ""): 'unknown point in time ""',
    ("--known-at", "9999-12-31"): "nothing can be known at 9999-12-31 yet: today is 2026-07-01",
}


@pytest.mark.parametrize(
    "verb", [TRACE, ("list",), ("gaps",), ("export", "-f", "json"), ("show", "post:contact")]
)
def test_what_is_no_day_is_a_wrong_question_in_every_verb(night, verb):
    said = {option: night(*verb, *option) for option in REFUSED}

    assert {option: (one.code, one.out) for option, one in said.items()} == dict.fromkeys(REFUSED, (2, ""))
    for option, told in REFUSED.items():
        assert said[option].err.startswith(f"ansvar: {told}"), option


def test_an_empty_day_is_one_that_was_given(night):
    for words in (
        ("diff", "--from", ""),
        ("diff", "--from", "2026-01-01", "--to", ""),
        ("diff", "--known-from", ""),
        ("gaps", "trend", "--from", ""),
        ("gaps", "trend", "--from", "2026-01-01", "--to", ""),
        ("gaps", "--on", "", "withdraw", "x"),
        ("load", "--ended-on", ""),
    ):
        said = night(*words)
        assert (said.code, said.err.startswith("ansvar: unknown ")) == (2, True), (words, said)


def test_an_unknown_zone_ends_every_verb_at_once(night, monkeypatch):
    """A zone that does not exist ends every verb before it does anything."""
    before = night("log", *JSON).out
    monkeypatch.setenv("ANSVAR_TIMEZONE", "Europe/Osl")

    for words in (TRACE, ("log",), ("load", "--ended-on", "2018-01-01"), ("undo", "1")):
        said = night(*words)
        assert (said.code, said.out) == (2, ""), words
        told = 'ansvar: ANSVAR_TIMEZONE is "Europe/Osl", which is not a time zone\n'
        assert said.err.startswith(told), words
        assert '"Europe/Oslo"' in said.err
    monkeypatch.setenv("ANSVAR_TIMEZONE", "Europe/Oslo")
    assert night("log", *JSON).out == before
