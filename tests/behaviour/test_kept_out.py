"""A membership that the instruction rules out, and a seat that is empty, change no answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from suite.houses import WHOLE, found, load, norm

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.load.loader import load_files
from ansvar.queries.coverage.query import coverage
from ansvar.queries.duties.query import duties
from ansvar.queries.trace import trace
from ansvar.queries.trace.facts import occupancy_from
from ansvar.queries.trace.norm import read_norm

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.store import Store

DAY = dt.date(2018, 6, 1)
LIGHT_ONLY = ("network:m under dept:head", "network:m covers light")
KEPT_OUT = (*WHOLE, *LIGHT_ONLY, "post:contact member of network:m")
"""A contact, whom the instruction keeps out of networks, in one that works on light only."""


def route(store: Store, theme: str) -> Any:
    return trace(store, "centre:a", theme, "principle", DAY)


def cells(store: Store) -> dict[tuple[str | None, str, str], Any]:
    return {(c.key, c.theme, c.matter): c.verdict for c in coverage(store, DAY, "unit").cells}


def test_a_membership_that_is_ruled_out_narrows_nothing(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, *WHOLE, *LIGHT_ONLY)
    before = cells(store), route(store, "noise").to_json()["steps"]
    load(store, tmp_path, *KEPT_OUT)

    assert (cells(store), route(store, "noise").to_json()["steps"]) == before
    assert route(store, "noise").status == "whole"


def test_a_membership_that_is_allowed_narrows_the_field(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, *KEPT_OUT, written=norm(exclusions=()))

    assert route(store, "noise").status == "broken"


def test_who_is_kept_out_brings_nothing_in(store: Store, tmp_path: Path) -> None:
    """A post that is an expert and a contact too is kept out of the network, and is not connected to it."""
    both = (*WHOLE, "post:expert fills contact")
    load(store, tmp_path, *both, written=norm(exclusions=()))
    allowed = route(store, "noise")
    load(store, tmp_path, *both)
    kept, cell = route(store, "noise"), cells(store)["centre:a", "noise", "principle"]

    assert allowed.status == "whole"
    assert (kept.status, kept.skipped[-1].state) == ("broken", "unconnected")
    assert (cell.state, cell.chain) == (kept.status, tuple(step.key for step in kept.steps))


def test_a_role_that_ends_lets_the_membership_count(store: Store, tmp_path: Path) -> None:
    """From the day on which the post is no contact any more, nothing keeps it out."""
    lines = [line for line in KEPT_OUT if not line.startswith("post:contact in")]
    lines += [
        "post:contact in office:west as contact to 2018-07-01",
        "post:contact in office:west as expert from 2018-07-01",
    ]
    load(store, tmp_path, *lines)
    found = [e for e in snapshot(store.read).edges if e.type == "ESCALATES_TO" and e.giver == "post:contact"]
    spans = {
        (edge.props["valid_from"], edge.props["valid_to"])
        for edge in found
        if "noise" in edge.props["themes"] and edge.props["from_role"] == "contact"
    }

    assert {end for _, end in spans} == {"2018-07-01"}
    assert not [e for e in found if "noise" in e.props["themes"] and e.props["from_role"] == "expert"]


@pytest.mark.parametrize("what", ["membership", "exclusion"])
def test_what_is_derived_by_steps_is_what_deriving_anew_gives(
    store: Store, tmp_path: Path, what: str
) -> None:
    before = WHOLE + LIGHT_ONLY if what == "membership" else KEPT_OUT
    load(store, tmp_path, *before, written=norm() if what == "membership" else norm(exclusions=()))
    load(store, tmp_path, *KEPT_OUT)
    stepwise = snapshot(store.read).fingerprint()
    load_files(store, [tmp_path / "norm.yaml", tmp_path / "organisation.yaml"], rederive=True)

    assert snapshot(store.read).fingerprint() == stepwise
    assert route(store, "noise").status == "whole"


def test_only_those_who_may_sit_there_are_counted_as_members(store: Store, tmp_path: Path) -> None:
    empty = ("post:expert2 in dept:care as expert", "post:expert2 member of network:n", "post:expert2 vacant")
    load(store, tmp_path, *WHOLE, *empty, "post:contact member of network:n")
    (body,) = [step for step in route(store, "noise").steps if step.kind == "Network"]

    assert [member.key for member in body.members] == ["post:expert"]


def test_a_network_of_empty_seats_is_vacant_since_the_last_one_left(store: Store, tmp_path: Path) -> None:
    lines = [
        line
        for line in WHOLE
        if line != "post:leader leads network:n" and not line.startswith("person:deputy")
    ]
    lines += [
        "person:x holds post:expert from 2018-02-01 to 2018-05-01",
        "person:y holds post:leader from 2018-02-01 to 2018-04-01",
        "post:leader leads network:n",
    ]
    load(store, tmp_path, *lines)
    (row,) = [
        row["data"]
        for row in store.read("coverage.network", on=DAY, about=[])
        if row["part"] == "node" and row["key"] == "network:n"
    ]
    seat = occupancy_from(row, read_norm(store, DAY), "noise", {})

    assert (seat.state, seat.since, seat.members) == ("vacant", "2018-05-01", ())


def test_the_duties_of_a_network_are_not_those_of_whom_it_keeps_out(store: Store, tmp_path: Path) -> None:
    load(store, tmp_path, *WHOLE, "post:contact member of network:n", "person:c holds post:contact")

    rows = duties(store, "person:c", DAY).items
    assert [row["key"] for row in rows] == ["duty:t:2"]


def test_nobody_bears_a_duty_by_a_seat_that_is_ruled_out(store: Store, tmp_path: Path) -> None:
    lines = (*WHOLE, "post:expert vacant", "post:leader vacant", "post:contact member of network:n")
    load(store, tmp_path, *lines)

    assert ("duty_without_bearer", "duty:t:4") in found(store, rules=["duty_without_bearer"])
