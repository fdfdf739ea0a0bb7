"""Carries a plan out in one transaction: the facts, what follows from them, the journal and the fingerprint.

Nothing here knows where a plan comes from.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from ansvar.graph import clock, limits
from ansvar.graph.content import Content, Edge, Node, Tally
from ansvar.graph.content.plan import counts_of
from ansvar.graph.content.snapshot import snapshot, stated
from ansvar.graph.derive.derivation import derive, update
from ansvar.graph.derive.totals import tally_of
from ansvar.graph.errors import DataError
from ansvar.graph.journal.commit import Turn, commit
from ansvar.graph.schema.statements import create_edges, create_nodes, set_edges, set_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.graph.content.plan import Plan
    from ansvar.graph.journal.book import Head
    from ansvar.graph.journal.entry import ChangeMeta
    from ansvar.graph.store import Store, Transaction


@dataclass(frozen=True)
class LoadReport:
    """What a write did; nodes and edges counted together.

    Attributes
    ----------
    created, changed, ended, left : int
        Facts that were new, were changed, ended because no file states them any more, or stayed.
    derived : int
        Derived edges that the graph has now.
    fingerprint : str
        Of the graph after the write.
    files : int
        How many files were read.
    change_set : int
        Its number in the journal; 0 when nothing was changed.
    """

    created: int
    changed: int
    ended: int
    left: int
    derived: int
    fingerprint: str
    files: int
    change_set: int = 0


def carry_out(
    store: Store,
    make: Callable[[Content], Plan],
    meta: ChangeMeta | None,
    *,
    look: Callable[[Callable[..., list[dict[str, object]]]], Content] = stated,
    at: str = "",
    rederive: bool = False,
    planned: Callable[[], None] = lambda: None,
    tell: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Work a plan out and carry it out, in one transaction; a large first load in many (`Turn.in_batches`).

    Parameters
    ----------
    store : Store
        The graph.
    make : callable
        Gets what the graph states now and gives the plan; what it raises ends the transaction.
    meta : ChangeMeta, optional
        For the journal; a plan that changes nothing leaves no entry, and neither does none.
    look : callable
        Reads, with what it is given, all that the plan looks at; the whole graph when left out.
    at : str
        When the graph counts as written, ISO 8601 in UTC; now when left out.
    rederive : bool
        Derive every edge anew, also when the plan changes nothing.
    planned : callable
        Called where a large plan stands and will not be made again: what it was made of can be let go.
    tell : callable
        Told what is being done.

    Raises
    ------
    EngineError
        The engine refused; the graph is unchanged.
    """

    def work(turn: Turn) -> LoadReport | None:
        tx, head = turn.tx, turn.head
        tell("comparing with the graph")
        plan = make(look(tx.run))
        large = not head.fingerprint and len(plan.facts) > limits.FIRST_LOAD
        if large and turn.in_batches(lambda: write_large(turn, plan)):
            return None
        return write(turn, plan)

    def write_large(turn: Turn, plan: Plan) -> LoadReport:
        planned()
        return write(turn, plan)

    def write(turn: Turn, plan: Plan) -> LoadReport:
        tx, head = turn.tx, turn.head
        tell("writing")
        _write(tx, plan)
        facts = plan.facts
        if not facts and head.fingerprint and not rederive:
            return _report(plan, meta, head.fingerprint, derived_now(head))
        tell("deriving routes")
        made = derive(tx) if rederive or not head.sum else update(tx, facts, json.loads(head.derived))
        # what somebody asked to derive anew, or an earlier version wrote, is counted anew too
        if rederive or head.earlier:
            tally = snapshot(tx.run).tally()
        else:
            tally = head.tally.plus((fact.before for fact in facts if fact.before), -1)
            tally = tally.plus(fact.after for fact in facts)
            tally += tally_of(made.totals) - tally_of(json.loads(head.derived))
        after = head.holding(tally, json.dumps(made.totals))
        when = at or clock.now().isoformat(timespec="seconds")
        kept = ("fingerprint", "sum", "derived", "nodes", "edges", "form")
        state = {name: getattr(after, name) for name in kept}
        turn.at_last(lambda tx: tx.run("journal.set_state", at=when, **state))
        number = 0
        # edges that are derived in another way change the graph too, though no fact has changed
        if meta and not (plan.empty and after.fingerprint in (head.fingerprint, Tally().fingerprint)):
            number = turn.write_down(facts, meta, after).number
        return _report(plan, meta, after.fingerprint, derived_now(after), number)

    try:
        done = commit(store, work, define=look is stated, who=meta.by if meta else "", tell=tell)
    except DataError:
        if look is not stated:  # only the whole graph tells the nearest names
            make(stated(store.read))
        raise
    return cast("LoadReport", done)


def _write(tx: Transaction, plan: Plan) -> None:
    """Write nodes before the edges between them, each sort at once."""
    new: dict[tuple[bool, str], list[dict[str, Any]]] = defaultdict(list)
    changed: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for fact in plan.facts:
        thing = fact.after
        if isinstance(thing, Node):
            if fact.before is None:
                new[False, thing.label].append({"props": thing.props})
            else:
                changed[""].append({"key": thing.key, "props": thing.props})
            continue
        row = {"giver": thing.giver, "receiver": thing.receiver, "props": thing.props}
        if isinstance(fact.before, Edge):
            changed[thing.type].append(row | {"identity": fact.before.identity})
        else:
            new[True, thing.type].append(row)
    for (is_edge, sort), rows in sorted(new.items(), key=lambda each: each[0][0]):
        tx.run_rows(create_edges(sort) if is_edge else create_nodes(sort), rows)
    for sort, rows in sorted(changed.items()):
        tx.run_rows(set_edges(sort) if sort else set_nodes(), rows)


def derived_now(head: Head) -> int:
    """Count the derived edges of a graph as its head tells."""
    return sum(int(number) for number, _ in json.loads(head.derived).values())


def _report(
    plan: Plan, meta: ChangeMeta | None, fingerprint: str, derived: int, change_set: int = 0
) -> LoadReport:
    counts = counts_of(plan.facts)
    return LoadReport(
        created=counts["created"],
        changed=counts["changed"],
        ended=counts["ended"],
        left=plan.left,
        derived=derived,
        fingerprint=fingerprint,
        files=len(meta.sources) if meta else 0,
        change_set=change_set,
    )
