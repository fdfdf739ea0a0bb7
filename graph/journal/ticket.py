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
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph.cypher import load_statement
from ansvar.graph.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ansvar.graph.interrupts import Held
    from ansvar.graph.store import Store, Transaction

_HERE = Path(__file__).parent / "tickets"
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
    key = secrets.token_hex(8)
    _write(store, "take", key=key, who=who)
    turn, over = threading.Event(), threading.Event()
    life = threading.Thread(target=_live, args=(store, key, turn, over), daemon=True, name="ticket")
    life.start()
    try:
        _wait(store, key, asked, tell)
        turn.set()
        yield
    finally:
        over.set()
        life.join(_LEAVE_SECONDS)  # where the engine is gone, the ticket lapses by itself


def _wait(store: Store, key: str, asked: Held, tell: Callable[[str], None]) -> None:
    pause, told = _LOOK_SECONDS, ""
    while True:
        line = store.read(load_statement(_HERE / "line.cypher"), lapse=_LAPSE)
        if not line or line[0]["key"] == key:
            return
        who = line[0]["who"] or "somebody else"
        if who != told:
            tell(f"waiting: {who} is writing")
            told = who
        asked.look()
        time.sleep(pause)
        pause = min(pause * 1.5, _LOOK_AT_MOST_SECONDS)


def _live(store: Store, key: str, turn: threading.Event, over: threading.Event) -> None:
    """Give signs of life until it is over, then leave the line."""
    while not over.wait(_SIGN_SECONDS):
        with suppress(EngineError):  # who writes is told what is wrong with the engine
            _write(store, "show", key=key, writing=turn.is_set())
    with suppress(EngineError):
        _write(store, "leave", key=key, lapse=_LAPSE)


def _write(store: Store, name: str, **params: object) -> None:
    def work(tx: Transaction) -> None:
        tx.run(load_statement(_HERE / f"{name}.cypher"), **params)

    store.write(work)
