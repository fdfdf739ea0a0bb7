"""Brings a graph that an earlier version wrote up to date, in one transaction, as a change set of its own.

What the journal says of before stays as it is: it can be taken back and asked as ever.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from ansvar.graph.content.bindings import with_bindings
from ansvar.graph.content.plan import Plan
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import EngineError
from ansvar.graph.journal.book import head
from ansvar.graph.journal.entry import ChangeMeta
from ansvar.graph.journal.writer import carry_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.graph.content import Content
    from ansvar.graph.journal.book import Head
    from ansvar.graph.store import Store

VERB = "migrate"


def migrate(store: Store, *, by: str = "", tell: Callable[[str], None] = lambda _: None) -> bool:
    """Bring the graph up to date, when it is not; one node is asked.

    Returns
    -------
    bool
        Whether there was something to do.

    Raises
    ------
    EngineError
        The graph is not what it says itself that it is, so it is left as it is.
    """
    now = head(store.read)
    if not now.earlier:
        return False
    tell("bringing the graph up to date with this version")
    if fingerprint_by(now, snapshot(store.read)) != now.fingerprint:
        raise EngineError(
            "an earlier version wrote this graph, and it has been altered since",
            "`ansvar doctor` shows what was altered. Restore it from a backup, or load its files again.",
        )
    carry_out(store, _bind, ChangeMeta(VERB, by), rederive=True)
    return True


def _bind(current: Content) -> Plan:
    """Add whom the instructions bind, which earlier versions did not tell."""
    told, plan = with_bindings(current), Plan()
    for node in told.nodes.values():
        if node.key not in current.nodes:
            plan.add(None, node)
    for edge in told.edges[len(current.edges) :]:
        plan.add(None, edge)
    return plan.put_in_order()


def fingerprint_by(head: Head, content: Content) -> str:
    """Give the fingerprint of a content in the way of the version that wrote the graph last."""
    return content.fingerprint() if head.sum else earlier_fingerprint(content)


def earlier_fingerprint(content: Content) -> str:
    """Give the fingerprint that earlier versions took: a hash of all things in order."""
    things = content.things
    lines = [json.dumps([*each.head, each.props], sort_keys=True, ensure_ascii=False) for each in things]
    text = "".join(f"{line}\n" for line in sorted(lines))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
