"""Acceptances of findings as the graph keeps them: every change of one is a change set like any other.

They are no part of the content, so the graph's fingerprint stays.  What a finding is, and who may accept it,
is no business of this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Node
from ansvar.graph.content.plan import ACCEPTANCE
from ansvar.graph.journal.commit import Turn, commit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.graph.content.plan import Fact
    from ansvar.graph.journal.book import Head
    from ansvar.graph.journal.entry import ChangeMeta
    from ansvar.graph.store import Store


def rewrite(
    store: Store,
    which: Sequence[str],
    make: Callable[[dict[str, Node], Turn], Sequence[Fact]],
    meta: ChangeMeta,
) -> Head:
    """Change acceptances, in one transaction that takes its turn like a load.

    Parameters
    ----------
    store : Store
        The graph.
    which : sequence of str
        Keys of acceptances, or ids of findings, of which all acceptances are meant.
    make : callable
        Gets those that there are, by key, and the turn; gives what becomes of them.  Nothing is written
        when that is nothing; what it raises ends the transaction.
    meta : ChangeMeta
        For the journal.

    Returns
    -------
    Head
        The graph afterwards; the newest change set is this one, unless nothing was to be done.
    """

    def work(turn: Turn) -> Head:
        rows = turn.tx.run("journal.acceptances", which=list(which))
        current = {row["key"]: acceptance(row["props"]) for row in rows}
        facts = make(current, turn)
        if facts:
            new = [fact.after.props for fact in facts if fact.before is None]
            changed = [fact.after.props for fact in facts if fact.before is not None]
            turn.tx.run_rows("journal.accept", new)
            turn.tx.run_rows(
                "journal.set_acceptances",
                [{"key": props["key"], "props": props} for props in changed],
            )
            turn.write_down(facts, meta, turn.head)
        return turn.head

    return commit(store, work, who=meta.by)


def acceptance(props: dict[str, Any]) -> Node:
    """Make an acceptance of its properties, as facts have it."""
    return Node(ACCEPTANCE, dict(props))
