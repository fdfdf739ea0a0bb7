"""Somebody answers for a finding: for a time, with a reason, as long as the facts stay the same."""

from __future__ import annotations

import datetime as dt

import pytest
from suite.houses import DAY, WHOLE

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.queries.gaps.acceptance import accept, withdraw
from ansvar.queries.gaps.query import gaps

UNTIL = dt.date(2018, 9, 1)
VACANT = (*WHOLE, "post:chief vacant since 2018-03-01")
ALL_RECORDS = Statement(
    "test.records",
    "MATCH (r:Acceptance) RETURN r.key AS key, r.valid_to AS valid_to, r.ended_by AS ended_by ORDER BY key",
    {},
)


@pytest.fixture
def chief(world, store):
    """Give the id of the one finding about the vacant chief."""
    world(*VACANT)
    (finding,) = gaps(store, DAY, rules=["vacant_post"]).findings
    return finding.id


def only(store, on=DAY):
    (finding,) = gaps(store, on, rules=["vacant_post"]).findings
    return finding


def test_an_accepted_finding_stays_and_is_marked(chief, store):
    """What is accepted stays in the answer and in the counts and is marked."""
    told = accept(store, chief, " Advertised,\n starts in\tAugust ", UNTIL, by="Kari", on=DAY)

    answer = gaps(store, DAY, rules=["vacant_post"])
    assert answer.findings == (told,) or answer.findings[0].id == told.id
    (finding,) = answer.findings
    assert (finding.accepted_until, finding.accepted_by) == ("2018-09-01", "Kari")
    assert finding.accepted_reason == "Advertised, starts in August"
    assert [(rule.k, rule.shown, rule.accepted) for rule in answer.rules] == [(1, 1, 1)]
    assert (answer.open_at("high"), answer.open_at("low")) == (0, 0)


def test_it_is_open_outside_its_time(chief, store):
    """It is open before its time and again when its time is over."""
    accept(store, chief, "A reason.", UNTIL, on=DAY)

    assert [only(store, on).accepted for on in (dt.date(2018, 5, 31), DAY, dt.date(2018, 8, 31), UNTIL)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_it_is_open_again_when_the_facts_change(chief, store, world):
    accept(store, chief, "A reason.", UNTIL, on=DAY)

    world(*WHOLE, "post:chief vacant since 2018-04-01")

    finding = only(store)
    assert (finding.id, finding.accepted) == (chief, False)


def test_a_change_elsewhere_does_not_open_it(chief, store, world):
    accept(store, chief, "A reason.", UNTIL, on=DAY)

    world(*VACANT, "centre:new in region:r")

    assert only(store).accepted


def test_it_is_taken_back_and_nothing_is_deleted(chief, store):
    accept(store, chief, "A reason.", UNTIL, on=DAY)

    assert withdraw(store, chief, by="Ola", on=dt.date(2018, 7, 1)) == 1

    assert [only(store, on).accepted for on in (DAY, dt.date(2018, 7, 1))] == [True, False]
    assert store.read(ALL_RECORDS) == [
        {"key": f"acceptance:{chief}:1", "valid_to": "2018-07-01", "ended_by": "Ola"}
    ]


def test_the_later_acceptance_takes_the_place_of_the_earlier_one(chief, store):
    accept(store, chief, "First.", UNTIL, by="Kari", on=DAY)
    accept(store, chief, "Second.", dt.date(2018, 7, 1), by="Ola", on=dt.date(2018, 6, 10))

    assert [only(store, on).accepted_reason for on in (DAY, dt.date(2018, 6, 10), dt.date(2018, 7, 1))] == [
        "First.", "Second.", None,
    ]  # fmt: skip
    assert [row["valid_to"] for row in store.read(ALL_RECORDS)] == ["2018-06-10", "2018-07-01"]


def test_records_are_no_part_of_the_content(chief, store, bench):
    before = bench.fingerprint()

    accept(store, chief, "A reason.", UNTIL, on=DAY)

    assert bench.fingerprint() == before
    assert not [
        node for node in snapshot(store.read).nodes.values() if node.label in ("Record", "Acceptance")
    ]


def test_a_load_leaves_what_is_accepted_alone(chief, store, world):
    accept(store, chief, "A reason.", UNTIL, on=DAY)

    world(*VACANT)

    assert only(store).accepted


def test_the_engine_keeps_the_keys_of_records_unique(chief, store):
    accept(store, chief, "A reason.", UNTIL, on=DAY)
    rows = store.read(Statement("test.constraints", "SHOW CONSTRAINTS", {}))

    assert any("Record" in str(row) and "key" in str(row) for row in rows)


@pytest.mark.parametrize(
    ("reason", "until", "on", "what"),
    [
        ("  \n", UNTIL, DAY, "needs a reason"),
        ("A reason.", DAY, DAY, "before it begins"),
        ("A reason.", dt.date(2018, 1, 1), DAY, "before it begins"),
    ],
)
def test_what_cannot_be_accepted_is_refused_and_leaves_nothing(reason, until, on, what, chief, store):
    with pytest.raises(QuestionError, match=what):
        accept(store, chief, reason, until, on=on)

    assert store.read(ALL_RECORDS) == []


def test_an_unknown_finding_is_answered_with_the_nearest_ids(chief, store):
    wrong = chief[:-1] + ("0" if chief[-1] != "0" else "1")

    with pytest.raises(UnknownNameError) as caught:
        accept(store, wrong, "A reason.", UNTIL, on=DAY)

    assert caught.value.nearest[0] == chief
    assert caught.value.exit_code == 2


def test_a_finding_of_another_day_is_not_there(chief, store):
    with pytest.raises(UnknownNameError, match="unknown finding"):
        accept(store, chief, "A reason.", UNTIL, on=dt.date(2018, 2, 1))


def test_nothing_to_take_back_is_an_error(chief, store):
    with pytest.raises(UnknownNameError, match="Nothing is accepted"):
        withdraw(store, chief, on=DAY)


def test_a_finding_of_another_threshold_can_be_accepted_with_it(store, world):
    world(*WHOLE, "person:contact holds post:contact to 2018-12-01")
    (finding,) = gaps(store, DAY, rules=["term_ending"], settings={"days": 365}).findings

    with pytest.raises(UnknownNameError):
        accept(store, finding.id, "A reason.", UNTIL, on=DAY)
    assert accept(store, finding.id, "A reason.", UNTIL, on=DAY, settings={"days": 365}).accepted
