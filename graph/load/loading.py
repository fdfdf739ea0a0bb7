"""Carries a load out: checked first, then written in one transaction, or nothing at all.

Nothing here knows a file format (that is `read`) or what changes mean (that is `plan`).
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from graph.cypher import load_statement
from graph.derive import connection_names
from graph.derive.deriving import derive, hash_of
from graph.load.content import Content, Edge, Node
from graph.load.plan import Plan, make_plan
from graph.load.read import find_files, read_content
from graph.schema.model import node_kinds
from graph.schema.statements import constraints, create_edges, create_nodes, set_edges, set_nodes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from graph.store import Store, Transaction

_HERE = Path(__file__).parent
_STATE = "GraphState"


@dataclass(frozen=True)
class LoadReport:
    """What a load did; nodes and edges counted together.

    Attributes
    ----------
    created, changed, ended, left : int
        Facts that were new, were changed, ended because no file states them any more, or stayed.
    derived : int
        Derived edges that the graph has now.
    fingerprint : str
        Of the graph after the load.
    files : int
        How many files were read.
    """

    created: int
    changed: int
    ended: int
    left: int
    derived: int
    fingerprint: str
    files: int


def snapshot(read: Callable[..., list[dict[str, object]]]) -> Content:
    """Read the whole graph.

    Parameters
    ----------
    read : callable
        `Store.read` or `Transaction.run`.
    """
    return _read(read, "edges")


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
    return max((str(name) for name in labels if name in kinds), key=lambda label: len(kinds[label].labels))  # type: ignore[attr-defined]


def load_files(
    store: Store,
    paths: Sequence[Path],
    *,
    ended_on: dt.date | None = None,
    rederive: bool = False,
    tell: Callable[[str], None] = lambda _: None,
) -> LoadReport:
    """Load instruction and organisation files: all of them, or nothing.

    Parameters
    ----------
    store : Store
        The graph.
    paths : sequence of Path
        Files, or folders with files.
    ended_on : date, optional
        Day on which facts end that the files no longer state; today when left out.
    rederive : bool
        Derive every edge anew, also when the files change nothing.
    tell : callable
        Told what is being done, for a progress line.

    Returns
    -------
    LoadReport
        Loading the same files again reports nothing created, changed or ended.

    Raises
    ------
    DataError
        Every problem of every file; the graph is unchanged.
    EngineError
        The engine refused; the graph is unchanged.
    """
    tell("reading files")
    files = find_files(paths)
    store.define(constraints())
    day = (ended_on or dt.datetime.now(tz=dt.UTC).date()).isoformat()

    def work(tx: Transaction) -> LoadReport:
        state = tx.run(load_statement(_HERE / "lock.cypher"))[0]
        tell("comparing with the graph")
        current = _read(tx.run, "stated")
        known = {key: node.label for key, node in current.nodes.items()}
        wanted, stated_by = read_content(files, known, connection_names())
        plan = make_plan(current, wanted, stated_by, day)
        tell("writing")
        _write(tx, plan)
        if plan.empty and state["fingerprint"] and not rederive:
            return _report(plan, state["fingerprint"], _numbers(state["derived"]), len(files))
        tell("deriving routes")
        content = plan.applied_to(current)
        derived = derive(tx, {} if rederive else _hashes(state["derived"]))
        tell("taking the fingerprint")
        content.edges += [edge for edges in derived.values() for edge in edges]
        told = {edge_type: [len(edges), hash_of(edges)] for edge_type, edges in sorted(derived.items())}
        fingerprint = content.fingerprint()
        now = dt.datetime.now(tz=dt.UTC).isoformat(timespec="seconds")
        tx.run(
            load_statement(_HERE / "state.cypher"), fingerprint=fingerprint, derived=json.dumps(told), at=now
        )
        return _report(plan, fingerprint, sum(len(edges) for edges in derived.values()), len(files))

    return store.write(work)


def plan_files(store: Store, paths: Sequence[Path], *, ended_on: dt.date | None = None) -> Plan:
    """Find out what loading these files would do, and write nothing.

    Parameters
    ----------
    store : Store
        The graph; it is read with read-only rights.
    paths : sequence of Path
        Files, or folders with files.
    ended_on : date, optional
        Day on which facts would end that the files no longer state; today when left out.

    Returns
    -------
    Plan
        What `load_files` would carry out now; derived edges are not part of it.

    Raises
    ------
    DataError
        Every problem of every file.
    """
    files = find_files(paths)
    day = (ended_on or dt.datetime.now(tz=dt.UTC).date()).isoformat()
    current = _read(store.read, "stated")
    known = {key: node.label for key, node in current.nodes.items()}
    wanted, stated_by = read_content(files, known, connection_names())
    return make_plan(current, wanted, stated_by, day)


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


def _numbers(derived: str | None) -> int:
    return sum(number for number, _ in json.loads(derived or "{}").values())


def _hashes(derived: str | None) -> dict[str, str]:
    return {edge_type: digest for edge_type, (_, digest) in json.loads(derived or "{}").items()}


def _report(plan: Plan, fingerprint: str, derived: int, files: int) -> LoadReport:
    return LoadReport(
        created=len(plan.create_nodes) + len(plan.create_edges),
        changed=len(plan.change_nodes) + len(plan.change_edges),
        ended=len(plan.end_nodes) + len(plan.end_edges),
        left=plan.left,
        derived=derived,
        fingerprint=fingerprint,
        files=files,
    )
