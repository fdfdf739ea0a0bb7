"""Carries a plan out in one transaction: the facts, what follows from them, the journal and the fingerprint.

Nothing here knows where a plan comes from.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph import clock
from ansvar.graph.cypher import load_statement
from ansvar.graph.derive.deriving import derive, standing_edges, update
from ansvar.graph.journal.commit import Turn, commit
from ansvar.graph.journal.entry import Deed, facts_of
from ansvar.graph.load.content import Content, Edge, Node
from ansvar.graph.schema.model import node_kinds
from ansvar.graph.schema.statements import constraints, create_edges, create_nodes, set_edges, set_nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.graph.journal.book import Head
    from ansvar.graph.load.plan import Plan
    from ansvar.graph.store import Store, Transaction

_HERE = Path(__file__).parent
_STATE = "GraphState"


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


def snapshot(read: Callable[..., list[dict[str, object]]]) -> Content:
    """Read the whole graph.

    Parameters
    ----------
    read : callable
        `Store.read` or `Transaction.run`.
    """
    return _read(read, "edges")


def stated(read: Callable[..., list[dict[str, object]]]) -> Content:
    """Read what files state: all nodes, and every edge that was not worked out."""
    return _read(read, "stated")


def _read(read: Callable[..., list[dict[str, object]]], edges: str) -> Content:
    content = Content()
    for row in read(load_statement(_HERE / "nodes.cypher")):
        node = Node(_label(row["labels"]), dict(row["props"]))  # type: ignore[call-overload]
        if node.label != _STATE:
            content.nodes[node.key] = node
    for row in read(load_statement(_HERE / f"{edges}.cypher")):
        edge = Edge(str(row["type"]), str(row["giver"]), str(row["receiver"]), dict(row["props"]))  # type: ignore[call-overload]
        content.edges.append(edge)
    return content


def _label(labels: object) -> str:
    """Give the most specific one of a node's labels: the one that carries all the others."""
    kinds = node_kinds()
    known = [str(name) for name in labels if name in kinds]  # type: ignore[attr-defined]
    return max(known, key=lambda label: len(kinds[label].labels), default="Entity")


def carry_out(
    store: Store,
    make: Callable[[Content], Plan],
    deed: Deed | None,
    *,
    at: str = "",
    rederive: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Work a plan out and carry it out, in one transaction.

    Parameters
    ----------
    store : Store
        The graph.
    make : callable
        Gets what the graph states now and gives the plan; what it raises ends the transaction.
    deed : Deed, optional
        For the journal; a plan that changes nothing leaves no entry, and neither does none.
    at : str
        When the graph counts as written, ISO 8601 in UTC; now when left out.
    rederive : bool
        Derive every edge anew, also when the plan changes nothing.
    tell : callable
        Told what is being done.

    Raises
    ------
    EngineError
        The engine refused; the graph is unchanged.
    """
    store.define(constraints())

    def work(turn: Turn) -> LoadReport:
        tx, head = turn.tx, turn.head
        tell("comparing with the graph")
        current = stated(tx.run)
        plan = make(current)
        tell("writing")
        _write(tx, plan)
        if plan.empty and head.fingerprint and not rederive:
            return _report(plan, deed, head.fingerprint, derived_now(head))
        tell("deriving routes")
        content = plan.applied_to(current)
        facts = facts_of(plan)
        anew = rederive or not head.fingerprint
        derivation = derive(tx) if anew else update(tx, facts, json.loads(head.derived or "{}"))
        told = derivation.totals
        tell("taking the fingerprint")
        content.edges += standing_edges(tx)
        after = replace(
            head, fingerprint=content.fingerprint(), derived=json.dumps(told), nodes=len(content.nodes),
            edges=len(content.edges),
        )  # fmt: skip
        when = at or clock.now().isoformat(timespec="seconds")
        tx.run(
            load_statement(_HERE / "state.cypher"), fingerprint=after.fingerprint, derived=after.derived,
            nodes=after.nodes, edges=after.edges, at=when,
        )  # fmt: skip
        number = 0
        # edges that are derived in another way change the graph too, though no fact has changed
        if deed and not (plan.empty and after.fingerprint in (head.fingerprint, Content().fingerprint())):
            number = turn.write_down(facts, deed, after).number
        return _report(plan, deed, after.fingerprint, derived_now(after), number)

    return commit(store, work)


def _write(tx: Transaction, plan: Plan) -> None:
    by_label: dict[str, list[Node]] = {}
    for node in plan.create_nodes:
        by_label.setdefault(node.label, []).append(node)
    for label, nodes in by_label.items():
        tx.run_rows(create_nodes(label), [{"props": node.props} for node in nodes])
    changed = [after for _, after in (*plan.change_nodes, *plan.end_nodes)]
    tx.run_rows(set_nodes(), [{"key": node.key, "props": node.props} for node in changed])
    by_type: dict[str, list[Edge]] = {}
    for edge in plan.create_edges:
        by_type.setdefault(edge.type, []).append(edge)
    for edge_type, edges in by_type.items():
        rows = [{"giver": e.giver, "receiver": e.receiver, "props": e.props} for e in edges]
        tx.run_rows(create_edges(edge_type), rows)
    for edge_type in sorted({c.before.type for c in (*plan.change_edges, *plan.end_edges)}):
        rows = [
            {
                "giver": c.before.giver,
                "receiver": c.before.receiver,
                "identity": c.before.identity,
                "props": c.after.props,
            }
            for c in (*plan.change_edges, *plan.end_edges)
            if c.before.type == edge_type
        ]
        tx.run_rows(set_edges(edge_type), rows)


def derived_now(head: Head) -> int:
    """Count the derived edges of a graph as its head tells."""
    return sum(int(number) for number, _ in json.loads(head.derived).values())


def _report(plan: Plan, deed: Deed | None, fingerprint: str, derived: int, change_set: int = 0) -> LoadReport:
    return LoadReport(
        created=len(plan.create_nodes) + len(plan.create_edges),
        changed=len(plan.change_nodes) + len(plan.change_edges),
        ended=len(plan.end_nodes) + len(plan.end_edges),
        left=plan.left,
        derived=derived,
        fingerprint=fingerprint,
        files=len(deed.sources) if deed else 0,
        change_set=change_set,
    )
