"""Every change set is sealed over the one before: nothing earlier can be altered unnoticed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import pwd
from dataclasses import fields, replace

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.cypher import Statement, generated
from ansvar.graph.journal.actor import name_actor, user
from ansvar.graph.journal.book import change_sets, head, parts_by_set
from ansvar.graph.journal.seal import seal_of
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files

DAY = dt.date(2018, 6, 1)
RAW = Statement(
    "test.raw",
    "MATCH (c:ChangeSet) OPTIONAL MATCH (p:ChangePart {number: c.number}) WITH c, p ORDER BY p.part "
    "RETURN properties(c) AS c, collect(properties(p)) AS parts ORDER BY c.number",
    {},
)


@pytest.fixture
def put(store, tmp_path):
    def load(*lines):
        files = [
            write(tmp_path / "norm.yaml", instruction(*HOUSE)),
            write(tmp_path / "who.yaml", organisation(*WEST, *lines)),
        ]
        return load_files(store, files, ended_on=DAY, by="kim", on_behalf_of="Kari")

    return load


def by_hand(store):
    """Work the chain out anew from the plain properties, without the program's own function."""
    seal, made = "", []
    for row in store.read(RAW):
        c = row["c"]
        lines = [
            [
                seal, c["number"], c["recorded_at"], c["by"], c.get("on_behalf_of", ""), c["verb"],
                [json.loads(text) for text in c["sources"]], c["fingerprint_before"], c["fingerprint"],
                c["created"], c["changed"], c["ended"], c["undoes"], c.get("token", ""),
            ],
            *([p["number"], p["part"], p["recorded_at"], p["keys"], p["facts"]] for p in row["parts"]),
        ]  # fmt: skip
        text = "".join(json.dumps(x, ensure_ascii=False, separators=(",", ":")) + "\n" for x in lines)
        seal = "sha256:" + hashlib.sha256(text.encode()).hexdigest()
        made.append(seal)
    return made


def test_each_seal_covers_its_set_and_the_seal_before(put, store, monkeypatch):
    """Each seal covers the change set its facts and the seal before."""
    monkeypatch.setattr("ansvar.graph.journal.commit._PART", 7)
    put()
    put("person:ø holds post:chief")
    undo(store, 2, by="ola")

    entries = change_sets(store.read)
    assert [e.seal for e in reversed(entries)] == by_hand(store)
    assert len(dict(parts_by_set(store.read, 3))[1]) > 3
    assert len({e.token for e in entries}) == 3
    now = head(store.read)
    assert (now.number, now.at, now.seal, now.sealed_from) == (3, entries[0].at, entries[0].seal, 1)
    assert now.fingerprint == entries[0].after


def test_an_unsealed_journal_is_sealed_by_the_next_write(put, store):
    """A journal from before there were seals is sealed by the next write."""
    put()
    put("person:a holds post:chief")
    new = ("change_set", "changed_at", "seal", "sealed_from", "node_count", "edge_count")
    forget = f"MATCH (s:GraphState) REMOVE {', '.join(f's.{name}' for name in new)}"
    sets = "MATCH (c:ChangeSet) REMOVE c.seal, c.token, c.on_behalf_of"
    for text in (forget, sets):
        store.write(lambda tx, text=text: tx.run(generated("test.old", text, {})))
    old = head(store.read)
    assert (old.number, old.seal, old.sealed_from) == (2, "", 0)
    assert {(e.seal, e.on_behalf_of, e.token) for e in change_sets(store.read)} == {("", "", "")}

    put("person:b holds post:chief")

    now = head(store.read)
    assert [e.seal for e in reversed(change_sets(store.read))] == by_hand(store)
    assert (now.number, now.sealed_from, now.seal) == (3, 3, by_hand(store)[-1])
    put("person:c holds post:chief")
    assert (head(store.read).sealed_from, head(store.read).seal) == (3, by_hand(store)[-1])


def changed(thing, field, value):
    """Give a thing with another value in one field."""
    return replace(thing, **{field: value})


def test_a_seal_is_another_for_every_thing_that_is_altered(put, store):
    put()
    (entry,) = change_sets(store.read)
    parts = dict(parts_by_set(store.read, 1))[1]
    seal = seal_of("", entry, parts)
    assert seal == entry.seal == seal_of("", replace(entry, seal="other"), parts)

    others = [seal_of("sha256:0", entry, parts), seal_of("", entry, parts[:-1])]
    for field in fields(entry):
        if field.name not in ("seal", "sources"):
            other = 99 if isinstance(getattr(entry, field.name), int) else "other"
            others.append(seal_of("", changed(entry, field.name, other), parts))
    others.append(seal_of("", replace(entry, sources=entry.sources[:1]), parts))
    first = parts[0]
    others += [
        seal_of("", entry, [changed(first, name, value), *parts[1:]])
        for name, value in (("part", 9), ("at", "x"), ("keys", first.keys[1:]), ("facts", first.facts[1:]))
    ]
    assert len({seal, *others}) == len(others) + 1


def test_a_write_touches_the_newest_change_set_only(put, store, monkeypatch):
    """What a write costs follows from what it changes, however long the journal is."""
    put()
    asked: list[str] = []
    from ansvar.graph.store import Transaction

    real = Transaction.run

    def run(self, statement, **params):
        asked.append(str(getattr(statement, "name", statement)))
        return real(self, statement, **params)

    monkeypatch.setattr(Transaction, "run", run)

    put("person:a holds post:chief")

    assert {name for name in asked if name.startswith("journal.")} == {
        "journal.lock", "journal.write", "journal.set_head", "journal.set_state",
    }  # fmt: skip


def test_the_account_acts_whatever_the_environment_says(monkeypatch):
    """Who acts is the account and not what the environment says."""
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")

    assert user() == pwd.getpwuid(os.getuid()).pw_name


def test_an_account_without_a_name_is_told_by_its_number(monkeypatch):
    monkeypatch.setattr(os, "getuid", lambda: 987_654)

    assert user() == "uid 987654"


def test_who_acted_for_whom_is_said_in_both_languages():
    assert [name_actor(lang, "kim", "Kari") for lang in ("nb", "en")] == [
        "kim på vegne av Kari", "kim on behalf of Kari",
    ]  # fmt: skip
    assert [name_actor("en", *who) for who in (("kim", ""), ("", "Kari"), ("", ""))] == ["kim", "Kari", ""]
