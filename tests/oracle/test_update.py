"""Whatever is edited, the graph has the derived edges that deriving all of them anew gives."""

from __future__ import annotations

import os
import random
from dataclasses import replace

import pytest
from suite import dice as thrown
from suite.edits import Edits
from suite.words import HOUSE, WEST, Org

from ansvar.graph.content.plan import Plan
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.derive import derivation
from ansvar.graph.derive.derivation import derive, standing_edges, update
from ansvar.graph.derive.totals import name_of, totals_of
from ansvar.graph.errors import AnsvarError
from ansvar.graph.journal.writer import _write

WORLDS = int(os.environ.get("EDIT_WORLDS", "10"))
EDITS, COMPARED_EVERY = 50, 10


class RolledBackError(AnsvarError):
    """Ends a transaction of which nothing shall remain."""


def derived_anew(store):
    """Derive everything anew, look at what that changes, and leave the graph as it is."""
    found = []

    def work(tx):
        found.append((standing_edges(tx), derive(tx)))
        raise RolledBackError(message="")

    with pytest.raises(RolledBackError):
        store.write(work)
    return found[0]


def edited(store, plan, totals):
    """Carry a plan out and derive what hangs on it."""
    found = []

    def work(tx):
        _write(tx, plan)
        found.append(update(tx, plan.facts, totals))

    store.write(work)
    return found[0]


def world(bench, tmp_path, seed):
    """Give a store with a random world, and its edits."""
    dice = random.Random(seed)
    Org(bench.empty(), tmp_path)(*thrown.organisation(dice), norm=thrown.norm(dice))
    return bench.store, Edits(dice, snapshot(bench.store.read))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(WORLDS))
def test_after_any_edit_stands_what_deriving_all_anew_gives(bench, tmp_path, seed):
    """500 edits on each engine; what was taken away and made is told, and the totals go along."""
    store, edits = world(bench, tmp_path, seed)
    standing, _ = derived_anew(store)
    totals, told = totals_of(standing), {name_of(edge) for edge in standing}
    done = []
    for number in range(1, EDITS + 1):
        name, plan = edits.throw()
        done.append(name)
        changed = edited(store, plan, totals)
        totals = changed.totals
        removed, added = ({name_of(edge) for edge in edges} for edges in (changed.removed, changed.added))
        assert removed <= told, name
        told = told - removed | added
        if number % COMPARED_EVERY == 0:
            standing, anew = derived_anew(store)
            since = "\n".join(done[-COMPARED_EVERY:])
            assert [name_of(edge) for edge in anew.removed] == [], since
            assert [name_of(edge) for edge in anew.added] == [], since
            assert told == {name_of(edge) for edge in standing}, since
            assert totals == totals_of(standing), since


def test_only_a_changed_instruction_derives_all_anew(bench, tmp_path, monkeypatch):
    """Only what an instruction says is worth deriving all anew.

    An edit of the organisation starts at what was edited.
    """
    whole = []

    def counted(tx):
        whole.append(1)
        return derive(tx)

    monkeypatch.setattr(derivation, "derive", counted)
    store, edits = world(bench, tmp_path, 1)
    totals = totals_of(derived_anew(store)[0])

    for _ in range(40):
        name, plan = edits.throw()
        totals = edited(store, plan, totals).totals
        assert not whole or name.startswith(("norm", "step: [Fact(before=None")), name
        whole.clear()


def test_a_unit_takes_the_places_that_it_serves_along(bench, tmp_path):
    """Places to which a step leads have edges of their own, up the line of the unit that serves them."""
    norm = (*HOUSE, "§30 expert may ask place via line_below", "§31 place may ask chief via line_above")
    Org(bench.empty(), tmp_path)(*WEST, norm=norm)
    totals = totals_of(derived_anew(bench.store)[0])
    before = next(
        e for e in snapshot(bench.store.read).edges if (e.type, e.giver) == ("PART_OF", "office:west")
    )
    after = replace(before, props=before.props | {"valid_to": before.props["valid_from"]})
    above = replace(before, receiver="dept:head")

    plan = Plan()
    plan.add(None, above)
    plan.add(before, after)

    changed = edited(bench.store, plan, totals)

    standing, anew = derived_anew(bench.store)
    assert (anew.removed, anew.added) == ([], [])
    assert changed.totals == totals_of(standing)
    ways = {(e.giver, e.receiver) for e in changed.added if e.type == "ESCALATES_TO"}
    assert ("centre:a", "post:chief") in ways
    gone = {(e.giver, e.receiver) for e in changed.removed if e.type == "ESCALATES_TO"}
    assert ("post:expert", "centre:a") in gone
