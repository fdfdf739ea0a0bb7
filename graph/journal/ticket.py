"""Writers wait in turn: each takes a ticket in the graph, where all clients see it.

An engine lets one of two writers go on and refuses the other; who is refused tries again, and may never come
through.  With tickets the next one is who came first.  A ticket lapses when its writer gives no sign of life,
so a dead one holds nobody up for long.
"""

from __future__ import annotations

import secrets
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from ansvar.graph.errors import EngineError, UncertainWriteError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ansvar.graph.interrupts import Held
    from ansvar.graph.store import Store

LAPSE_SECONDS = 8.0
"""So long after its last sign of life a ticket counts no more."""
_SIGN_SECONDS = 2.0
_LEAVE_SECONDS = 3.0
_LOOK_SECONDS = 0.05
_LOOK_AT_MOST_SECONDS = 0.5
_LAPSE = int(LAPSE_SECONDS * 1000)


@contextmanager
def in_turn(store: Store, who: str, asked: Held, tell: Callable[[str], None]) -> Iterator[None]:
    """Wait until it is one's turn to write, and give it on at the end.

    Parameters
    ----------
    who : str
        Who writes, for those who wait; may be empty.
    asked : Held
        Looked at while waiting: Ctrl-C ends it, and nothing was written.
    tell : callable
        Told who is writing, when that is somebody else.
    """
    ticket = _Ticket(store, secrets.token_hex(8), who)
    ticket.start()
    try:
        ticket.await_taken()
        _wait(store, ticket.key, asked, tell)
        ticket.turn.set()
        yield
    finally:
        ticket.over.set()
        ticket.join(_LEAVE_SECONDS)  # where the engine is gone, the ticket lapses by itself


def _wait(store: Store, key: str, asked: Held, tell: Callable[[str], None]) -> None:
    pause, told = _LOOK_SECONDS, ""
    while True:
        line = store.read("tickets.line", lapse=_LAPSE)
        if not line or line[0]["key"] == key:
            return
        who = line[0]["who"] or "somebody else"
        if who != told:
            tell(f"waiting: {who} is writing")
            told = who
        asked.look()
        time.sleep(pause)
        pause = min(pause * 1.5, _LOOK_AT_MOST_SECONDS)


def is_anybody_in_line(store: Store) -> bool:
    """Tell whether anybody writes or waits for that, and lives."""
    return bool(store.read("tickets.line", lapse=_LAPSE))


class _Ticket(threading.Thread):
    """Takes a ticket, gives signs of life until it is over, and leaves the line.

    What it writes is nothing that Ctrl-C or a lost engine could leave half done, so it is kept apart from the
    write that the ticket is for.
    """

    def __init__(self, store: Store, key: str, who: str) -> None:
        super().__init__(daemon=True, name="ticket")
        self.key = key
        self.turn, self.over, self._taken = threading.Event(), threading.Event(), threading.Event()
        self._store = store
        self._who = who
        self._failed: EngineError | None = None

    def await_taken(self) -> None:
        """Wait until the ticket is in the graph."""
        self._taken.wait()
        if self._failed is not None:
            raise self._failed

    def run(self) -> None:
        """Live as long as the write."""
        try:
            self._write("take", key=self.key, who=self._who)
        except EngineError as error:  # nothing of what was asked for was begun
            self._failed = error.refusal if isinstance(error, UncertainWriteError) else error
            return
        finally:
            self._taken.set()
        while not self.over.wait(_SIGN_SECONDS):
            with suppress(EngineError):  # who writes is told what is wrong with the engine
                self._write("show", key=self.key, writing=self.turn.is_set())
        with suppress(EngineError):
            self._write("leave", key=self.key, lapse=_LAPSE)

    def _write(self, name: str, **params: object) -> None:
        self._store.write(lambda tx: tx.run(f"tickets.{name}", **params))
