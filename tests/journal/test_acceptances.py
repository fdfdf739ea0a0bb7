"""Accepting and withdrawing stand in the journal like every other write, and are taken back like it."""

from __future__ import annotations

import datetime as dt

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.snapshot import snapshot, stated
from ansvar.graph.errors import QuestionError
from ansvar.graph.journal.book import change_sets, facts_between
from ansvar.graph.journal.past import accepted_at, change_set_at, content_at
from ansvar.graph.journal.result import journal
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files
from ansvar.queries.gaps.acceptance import accept, withdraw
from ansvar.queries.gaps.query import gaps

DAY = dt.date(2018, 6, 1)
LATER = dt.date(2018, 7, 1)
UNTIL = dt.date(2018, 9, 1)


@pytest.fixture
def found(store, tmp_path):
    """Give the id of one finding."""
    files = [
        write(tmp_path / "norm.yaml", instruction(*HOUSE)),
        write(tmp_path / "who.yaml", organisation(*WEST, "person:a holds post:contact")),
    ]
    load_files(store, files, ended_on=DAY, by="kim")
    (one,) = [f for f in gaps(store, DAY, rules=["no_deputy"]).findings if f.subjects == ("post:contact",)]
    return one.id


def told(store):
    return [
        (e.number, e.verb, e.by, e.on_behalf_of, e.created, e.changed, e.ended, e.undoes)
        for e in change_sets(store.read)
    ]


def accepted(store, finding, on=DAY):
    (one,) = [f for f in gaps(store, on, rules=["no_deputy"]).findings if f.id == finding]
    return (one.accepted_until, one.accepted_by, one.accepted_on_behalf_of, one.accepted_reason)


OPEN = (None, None, None, None)


@pytest.mark.slow
def test_accepting_and_withdrawing_are_change_sets(found, store):
    before = snapshot(store.read).fingerprint()

    accept(store, found, "soon", UNTIL, by="kim", on_behalf_of=" Kari ", on=DAY)
    assert accepted(store, found) == ("2018-09-01", "kim", "Kari", "soon")
    withdraw(store, found, by="ola", on_behalf_of="Per", on=LATER)

    assert told(store)[:2] == [
        (3, "withdraw", "ola", "Per", 0, 1, 0, 0), (2, "accept", "kim", "Kari", 1, 0, 0, 0),
    ]  # fmt: skip
    entries = change_sets(store.read)
    assert {(e.before, e.after) for e in entries[:2]} == {(before, before)}
    assert snapshot(store.read).fingerprint() == before
    items = journal(store, "2").items
    key = f"acceptance:{found}:1"
    assert [(i["what"], i["sort"], i["key"], i["other"], i["on_behalf_of"]) for i in items] == [
        ("created", "Acceptance", key, None, "Kari")
    ]
    fields = {f["name"]: (f["before"], f["after"]) for f in items[0]["fields"]}
    assert (fields["reason"], fields["by"], fields["on_behalf_of"]) == (
        (None, "soon"), (None, "kim"), (None, "Kari"),
    )  # fmt: skip
    fields = {f["name"]: (f["before"], f["after"]) for f in journal(store, "3").items[0]["fields"]}
    assert fields == {
        "valid_to": ("2018-09-01", "2018-07-01"), "ended_by": (None, "ola"),
        "ended_at": (None, entries[0].at),
    }  # fmt: skip
    assert [i["number"] for i in journal(store, key).items] == [3, 2]


def test_what_was_accepted_is_taken_back_and_brought_back(found, store):
    accept(store, found, "soon", UNTIL, by="kim", on_behalf_of="Kari", on=DAY)

    report = undo(store, 2, by="ola", on_behalf_of="Per")
    assert accepted(store, found) == OPEN
    assert (report.change_set, report.created, report.changed, report.ended) == (3, 0, 0, 1)
    assert told(store)[0] == (3, "undo", "ola", "Per", 0, 0, 1, 2)
    with pytest.raises(QuestionError, match="already been undone, by change set 3"):
        undo(store, 2)
    undo(store, 3)
    assert accepted(store, found) == ("2018-09-01", "kim", "Kari", "soon")

    # nothing was deleted on the way
    assert [props["key"] for props in accepted_at(store, "9999")] == [f"acceptance:{found}:1"]


def test_what_was_withdrawn_is_restored(found, store):
    accept(store, found, "soon", UNTIL, by="kim", on=DAY)
    withdraw(store, found, by="ola", on=DAY)
    assert accepted(store, found) == OPEN

    undo(store, 3)

    assert accepted(store, found) == ("2018-09-01", "kim", None, "soon")


def test_acceptances_are_taken_back_in_turn(found, store):
    """The later acceptance and the one that it replaced are taken back in turn."""
    accept(store, found, "first", UNTIL, on=DAY)
    accept(store, found, "second", dt.date(2018, 10, 1), on=DAY)

    with pytest.raises(QuestionError, match=r"was changed later\n  Undo the later one first: ansvar undo 3"):
        undo(store, 2)
    undo(store, 3)
    assert accepted(store, found)[::3] == ("2018-09-01", "first")
    undo(store, 2)
    assert accepted(store, found) == OPEN


def test_what_was_accepted_is_known_as_of_every_moment(found, store):
    accept(store, found, "first", UNTIL, on=DAY)
    withdraw(store, found, on=DAY)
    undo(store, 3)
    undo(store, 2)
    moments = {entry.number: entry.at for entry in change_sets(store.read)}

    known = {
        number: [
            (props["reason"], props["valid_from"], props["valid_to"]) for props in accepted_at(store, at)
        ]
        for number, at in moments.items()
    }

    holds, not_any = ("first", "2018-06-01", "2018-09-01"), ("first", "2018-06-01", "2018-06-01")
    assert known == {1: [], 2: [holds], 3: [not_any], 4: [holds], 5: [not_any]}
    for number in moments:
        content = content_at(store, change_set_at(store, str(number)))
        assert content.fingerprint() == stated(store.read).fingerprint()


def test_acceptances_older_than_the_journal_are_known(found, store):
    """Acceptances from before they stood in the journal are known as before."""
    from ansvar.graph.cypher import generated

    old = {
        "key": f"acceptance:{found}:1", "finding": found, "rule": "no_deputy", "subjects": [], "facts": "0",
        "reason": "old", "by": "kim", "until": "2018-09-01", "valid_from": "2018-06-01",
        "valid_to": "2018-06-10", "recorded_at": "2018-06-01T00:00:00.000Z", "ended_by": "ola",
        "ended_at": "2018-06-10T00:00:00.000Z",
    }  # fmt: skip
    put = generated(
        "test.old", "UNWIND $rows AS row CREATE (a:Record:Acceptance) SET a = row", {"rows": "rows"}
    )
    store.write(lambda tx: tx.run_rows(put, [old]))

    known = [accepted_at(store, at) for at in ("2018-05-01", "2018-06-05", "2018-06-20")]

    open_still = {k: v for k, v in old.items() if k not in ("ended_at", "ended_by")}
    assert known == [[], [open_still | {"valid_to": "2018-09-01"}], [old]]


def test_nothing_to_withdraw_is_no_change_set(found, store):
    with pytest.raises(QuestionError, match="unknown acceptance"):
        withdraw(store, found, on=DAY)

    assert [e.number for e in change_sets(store.read)] == [1]
    assert list(facts_between(store.read, 2, 9)) == []
