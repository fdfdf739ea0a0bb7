"""Every write stands in the journal, can be taken back, and the graph of any moment comes out of it again."""

from __future__ import annotations

import datetime as dt
import random
import time
from typing import TYPE_CHECKING

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.clock import stamp
from ansvar.graph.content import Content
from ansvar.graph.content.snapshot import snapshot, stated
from ansvar.graph.engine.scratch import scratch_graph
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.graph.journal.book import change_sets, facts_between
from ansvar.graph.journal.past import accepted_at, change_set_at, content_at
from ansvar.graph.journal.result import journal
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files
from ansvar.queries.gaps.acceptance import accept, withdraw
from ansvar.queries.gaps.query import gaps

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.store import Store

DAY = dt.date(2018, 6, 1)
OTHER = [line for line in WEST if not line.startswith("post:chief")]


def put(store: Store, folder: Path, *lines: str, by: str = "kim"):
    files = [
        write(folder / "norm.yaml", instruction(*HOUSE)), write(folder / "who.yaml", organisation(*lines)),
    ]  # fmt: skip
    return load_files(store, files, ended_on=DAY, by=by)


def same(one: Content, other: Content) -> bool:
    return one.fingerprint() == other.fingerprint()


def derived(content: Content) -> str:
    return Content({}, [edge for edge in content.edges if edge.derived]).fingerprint()


def test_each_load_that_changes_something_is_one_entry(store, tmp_path):
    first = put(store, tmp_path, *WEST)
    put(store, tmp_path, *WEST, by="somebody else")
    second = put(store, tmp_path, *WEST, "section:s exists")

    told = [
        (e.number, e.verb, e.by, e.created, e.changed, e.ended, e.before, e.after)
        for e in change_sets(store.read)
    ]
    assert told == [
        (2, "load", "kim", 1, 0, 0, first.fingerprint, second.fingerprint),
        (1, "load", "kim", first.created, 0, 0, "", first.fingerprint),
    ]
    entry = change_sets(store.read)[0]
    assert [(source.path, source.digest[:7]) for source in entry.sources] == [
        (str(tmp_path / "norm.yaml"), "sha256:"), (str(tmp_path / "who.yaml"), "sha256:"),
    ]  # fmt: skip
    assert [e.at for e in change_sets(store.read)] == sorted(
        (e.at for e in change_sets(store.read)), reverse=True
    )


def test_a_load_that_is_refused_leaves_no_entry(store, tmp_path):
    put(store, tmp_path, *WEST)
    before = change_sets(store.read)

    from ansvar.graph.errors import DataError

    with pytest.raises(DataError):
        put(store, tmp_path, *WEST, "office:west under dept:nowhere")

    assert change_sets(store.read) == before


def test_what_was_written_of_a_thing(store, tmp_path):
    put(store, tmp_path, *WEST, "person:a holds post:chief")
    put(store, tmp_path, *WEST, "person:b holds post:chief")

    told = [
        (i["number"], i["what"], i["sort"], i["key"], i["other"], i["fields"])
        for i in journal(store, "post:chief").items
        if i["sort"] == "HOLDS"
    ]
    ends = {"name": "valid_to", "before": "9999-12-31", "after": "2018-06-01"}
    begins = {"name": "valid_from", "before": None, "after": "2018-01-01"}
    assert sorted(told, key=repr) == sorted(
        [
            (2, "ended", "HOLDS", "person:a", "post:chief", [ends]),
            (2, "created", "HOLDS", "person:b", "post:chief", [begins]),
            (1, "created", "HOLDS", "person:a", "post:chief", [begins]),
        ],
        key=repr,
    )  # fmt: skip
    assert journal(store, "2").total == 4
    assert [i["key"] for i in journal(store, "2", limit=1).items] == [journal(store, "2").items[0]["key"]]
    with pytest.raises(UnknownNameError, match='Valid values include "2", "1"'):
        journal(store, "3")
    with pytest.raises(UnknownNameError, match='"post:chief"'):
        journal(store, "post:chef")


def test_an_undo_restores_and_can_be_undone(store, tmp_path):
    """What is taken back is as before and can be taken back itself."""
    put(store, tmp_path, *WEST, "person:a holds post:chief")
    first = snapshot(store.read)
    put(store, tmp_path, *WEST, "person:b holds post:chief")
    second = snapshot(store.read)

    report = undo(store, 2, by="kim")

    now = snapshot(store.read)
    assert (report.change_set, change_sets(store.read)[0].undoes) == (3, 2)
    # nothing is deleted: what was new is there still, and holds on no day
    gone = {key for key in now.nodes if key not in first.nodes}
    assert gone == {"person:b"}
    assert now.nodes["person:b"].props["valid_to"] == now.nodes["person:b"].props["valid_from"]
    holding = {
        e.giver: (e.props["valid_from"], e.props["valid_to"])
        for e in now.edges
        if e.type == "HOLDS" and e.receiver == "post:chief"
    }
    assert holding == {"person:a": ("2018-01-01", "9999-12-31"), "person:b": ("2018-01-01", "2018-01-01")}
    assert derived(now) == derived(first)

    with pytest.raises(
        QuestionError,
        match=r"2 has already been undone, by change set 3\n  To restore it: ansvar undo 3",
    ):
        undo(store, 2)
    undo(store, 3)
    assert same(snapshot(store.read), second)


def test_what_was_changed_later_must_be_taken_back_first(store, tmp_path):
    put(store, tmp_path, *OTHER)
    put(store, tmp_path, *OTHER, "post:chief in dept:head as chief", "person:a holds post:chief")
    put(store, tmp_path, *OTHER, "post:chief in dept:head as chief", "person:b holds post:chief")
    before = snapshot(store.read)

    with pytest.raises(QuestionError, match=r"was changed later\n  Undo the later one first: ansvar undo 3"):
        undo(store, 2)
    assert same(snapshot(store.read), before)

    undo(store, 3)
    undo(store, 2)
    assert [(e.number, e.undoes) for e in change_sets(store.read)] == [(5, 2), (4, 3), (3, 0), (2, 0), (1, 0)]


def test_what_is_needed_later_must_be_taken_back_first(store, tmp_path):
    put(store, tmp_path, *OTHER, "section:s under dept:head")
    more = organisation("post:clerk in section:s", key="organisation:other") | {"units": []}
    load_files(store, [write(tmp_path / "more.yaml", more)])

    with pytest.raises(QuestionError, match="post:clerk POST_IN section:s was added later and needs"):
        undo(store, 1)
    with pytest.raises(UnknownNameError, match='unknown change set "7"'):
        undo(store, 7)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_graph_of_every_moment_comes_out_of_the_journal(seed, store, tmp_path):
    dice = random.Random(seed)
    kept = {}
    people = [f"person:p{n}" for n in range(4)]
    for _ in range(5):
        lines = [*OTHER, "post:chief in dept:head as chief"]
        for post in ("post:chief", "post:leader", "post:expert"):
            start = dice.choice(["2018-01-01", "2018-02-01", "2018-03-01"])
            lines.append(f"{dice.choice(people)} holds {post} from {start}")
        lines += [f"centre:x{n} in region:r" for n in range(dice.randint(0, 3))]
        put(store, tmp_path, *lines)
        newest = change_sets(store.read)[0]
        kept[newest.number] = (stated(store.read), newest.after, snapshot(store.read))
    undo(store, max(kept))

    for number, (content, fingerprint, whole) in kept.items():
        entry = change_set_at(store, str(number))
        assert same(content_at(store, entry), content)
        assert entry.after == fingerprint == whole.fingerprint()
        assert change_set_at(store, entry.at) == entry
    assert content_at(store, change_sets(store.read)[0]).nodes == stated(store.read).nodes


def test_a_moment_before_everything_is_refused(store, tmp_path):
    with pytest.raises(QuestionError, match="The journal is empty"):
        change_set_at(store, "2018-01-01T00:00:00.000Z")
    put(store, tmp_path, *WEST)
    with pytest.raises(QuestionError, match="nothing was known at 2018-01-01"):
        change_set_at(store, "2018-01-01T00:00:00.000Z")
    with pytest.raises(UnknownNameError, match='Valid values include "1"'):
        change_set_at(store, "2")


@pytest.mark.slow
def test_every_question_can_be_asked_of_the_past(store, tmp_path):
    """Every question can be asked of the graph as it was known."""
    from ansvar.queries.trace import trace

    put(store, tmp_path, *WEST, "person:a holds post:contact")
    (found,) = [f for f in gaps(store, DAY, rules=["no_deputy"]).findings if f.subjects == ("post:contact",)]
    accept(store, found.id, "somebody is coming", dt.date(2018, 9, 1), on=DAY)
    moment = stamp(dt.datetime.now(tz=dt.UTC))
    time.sleep(0.01)
    withdraw(store, found.id, on=DAY)
    put(store, tmp_path, *WEST, "person:b holds post:contact")
    entry = change_set_at(store, moment)

    with scratch_graph(
        tmp_path / "home",
        content_at(store, entry),
        fingerprint=entry.after,
        at=entry.at,
        accepted=accepted_at(store, moment),
    ) as past:
        then = trace(past, "centre:a", "noise", "case", on=DAY)
        said = [
            [
                (f.id, f.accepted_until)
                for f in gaps(each, DAY, rules=["no_deputy"]).findings
                if f.accepted_until
            ]
            for each in (store, past)
        ]
        assert said == [[], [(found.id, "2018-09-01")]]
        assert snapshot(past.read).fingerprint() == entry.after
    now = trace(store, "centre:a", "noise", "case", on=DAY)

    holders = [[h["key"] for h in route.to_json()["steps"][0]["holders"]] for route in (then, now)]
    assert holders == [["person:a"], ["person:b"]]
    assert then.to_json()["graph"] == {"fingerprint": entry.after, "as_of": entry.at} | {
        k: v for k, v in now.to_json()["graph"].items() if k not in ("fingerprint", "as_of")
    }
    assert len(list(facts_between(store.read, 1, 2))) == journal(store, "1").total + journal(store, "2").total
