"""A first load that is too large for one transaction: written in many, behind a mark, until the last.

As long as the mark stands the graph counts as empty: `ansvar.graph.store` answers every question as an empty
graph would.  The last transaction writes the journal's entry and the state, and takes the mark away.  A load
that was broken off leaves the mark behind; whoever writes next, or opens the graph while nobody writes, takes
it over and clears away what lies behind it.  The mark names its writer, and each transaction looks at it
first, so that one that was taken for dead cannot go on.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from ansvar.graph.errors import EngineWriteError
from ansvar.graph.interrupts import held
from ansvar.graph.journal.ticket import in_turn, is_anybody_in_line
from ansvar.graph.store import Transaction, in_messages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ansvar.graph.cypher import Statement
    from ansvar.graph.store import Store

T = TypeVar("T")

_AT_ONCE = 5_000
"""Edges or nodes that are cleared away in one transaction."""
_LEFT = ("clear_edges", "clear_nodes", "clear_records")


class Batches(Transaction):
    """Stands in for the one transaction of a write: each batch of rows is a transaction of its own.

    Parameters
    ----------
    store : Store
        The graph, in which the mark stands already.
    token : str
        The one in the mark.
    """

    def __init__(self, store: Store, token: str) -> None:
        self._store = store
        self._token = token

    def run(self, statement: Statement | str, /, **params: Any) -> list[dict[str, Any]]:
        """Ask for what the batches so far have written; nothing is hidden."""
        return self._store.write(lambda tx: tx.run(statement, **params))

    def run_rows(self, statement: Statement | str, rows: Iterable[Any]) -> None:
        """Write rows, each batch in a transaction of its own."""
        for batch in in_messages(rows):
            self.write_one(statement, rows=batch)

    def write_one(self, statement: Statement | str, /, **params: Any) -> list[dict[str, Any]]:
        """Run one writing statement in a transaction of its own."""
        return self.write(lambda tx: tx.run(statement, **params))

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` in one transaction, while the mark is one's own.

        Raises
        ------
        EngineWriteError
            Somebody has taken this load for dead.
        """

        def within(tx: Transaction) -> T:
            if not tx.run("first.hold", token=self._token):
                message = "this load gave no sign of life for so long that it was cleared away"
                raise EngineWriteError(message, "Nothing of it is left. Load again.")
            return work(tx)

        return self._store.write(within)

    def end(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` in the last transaction: from then on all that was written counts."""

        def last(tx: Transaction) -> T:
            done = work(tx)
            tx.run("first.end")
            return done

        return self.write(last)


def clear(store: Store) -> None:
    """Clear away what a first load has left behind; for whoever has the turn to write.

    It costs one look, and nothing once the graph is whole.
    """
    if not store.is_loading():
        return
    token = secrets.token_hex(16)
    if not store.write(lambda tx: tx.run("first.take_over", token=token)):
        return
    behind = Batches(store, token)
    for name in _LEFT:
        while behind.write_one(f"first.{name}", most=_AT_ONCE)[0]["number"]:
            pass
    behind.end(lambda _: None)


def clear_unless_loading(store: Store, who: str, tell: Callable[[str], None] = lambda _: None) -> None:
    """Clear away what a first load has left behind, unless somebody writes: that one does it, or goes on.

    Parameters
    ----------
    who : str
        Who clears, for others who wait.
    tell : callable
        Told what is being done.
    """
    if not store.is_loading() or is_anybody_in_line(store):
        return
    tell("clearing up an interrupted load")
    with held() as asked, in_turn(store, who, asked, tell):
        clear(store)
