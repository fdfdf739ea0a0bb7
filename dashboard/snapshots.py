"""The graph as it was known at an earlier moment: open between clicks, one moment at a time.

It lies beside the graph of the terminal's ``--known-at``, in a folder of its own, so that neither waits
for the other.  One moment is kept, open and on disk (see `ansvar.graph.engine.scratch`); the next takes
its place.  Pages only read it; what writes goes through `ansvar.dashboard.answers.write`.
"""

from __future__ import annotations

import atexit
import queue
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import filelock
import streamlit as st

from ansvar.dashboard.answers import ask_of, present
from ansvar.graph.clock import read_moment
from ansvar.graph.engine import settings_from
from ansvar.graph.engine.scratch import scratch_graph
from ansvar.graph.errors import EngineUnreachableError, QuestionError
from ansvar.graph.journal.past import accepted_at, change_set_at, content_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ansvar.graph.journal.entry import ChangeSet
    from ansvar.graph.store import Store

_IDLE_SECONDS = 900.0
"""An engine that nobody has asked for so long is ended; the next question starts it again."""
_LOOK_SECONDS = 5.0
_PATIENCE_SECONDS = 60.0
"""How long another moment waits for pages that are being drawn."""
_FOLDER = "dashboard"


@dataclass(frozen=True)
class Moment:
    """An earlier moment.

    Attributes
    ----------
    entry : ChangeSet
        The newest one at the moment.
    moment : str
        ISO 8601 in UTC; what had been accepted by then counts as accepted.
    """

    entry: ChangeSet
    moment: str


def _let_go() -> EngineUnreachableError:
    return EngineUnreachableError("the graph of the past was let go of", "Ask again.")


class SnapshotWorker:
    """The graph as it was known at one moment, opened and let go of by a thread of its own.

    The lock of its folder belongs to the thread that took it, and clicks come in many threads.
    """

    def __init__(self, then: Moment, now: Store) -> None:
        self.then = then
        self.told: queue.SimpleQueue[str] = queue.SimpleQueue()
        self.users = 0
        self.last = time.monotonic()
        self.ended = False
        self._now = now
        self._store: Store | None = None
        self._error: BaseException | None = None
        self._opened, self._end = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, name=f"known-at-{then.moment}", daemon=True)
        self._thread.start()

    def store(self, tell: Callable[[str], None]) -> Store:
        """Give the graph as soon as it is open.

        Raises
        ------
        AnsvarError
            Why it cannot be opened.
        """
        while not self._opened.wait(0.1):
            while not self.told.empty():
                tell(self.told.get())
        if self._error:
            raise self._error
        if self._store is None:
            raise _let_go()
        return self._store

    def close(self) -> None:
        """Let go of it, and wait until its engine has ended."""
        self.ended = True
        self._end.set()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _tell(self, text: str) -> None:
        """Hand on what is being done; what nobody waits for any more is given up there."""
        if self._end.is_set():
            raise _let_go()
        self.told.put(text)

    def _keep(self) -> None:
        settings = settings_from()
        home = settings.home / _FOLDER
        entry = self.then.entry
        try:
            home.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (
                filelock.FileLock(home / "dashboard.lock", timeout=0, mode=0o600),
                scratch_graph(
                    home, content_at(self._now, entry), fingerprint=entry.after, at=entry.at,
                    accepted=accepted_at(self._now, self.then.moment), memory=settings.memory,
                    tell=self._tell,
                ) as self._store,
            ):  # fmt: skip
                self._opened.set()
                while not self._end.wait(_LOOK_SECONDS):
                    if not self.users and time.monotonic() - self.last > _IDLE_SECONDS:
                        break
                self.ended = True
        except filelock.Timeout:
            message = "another dashboard of this installation is showing the past"
            self._error = QuestionError(message, "Wait until it does not, or end it.")
        except Exception as error:  # noqa: BLE001  (it is raised again where somebody waits for the graph)
            self._error = error
        finally:
            self.ended = True
            self._store = None
            self._opened.set()


class SnapshotCache:
    """Holds one graph of the past for all sessions."""

    def __init__(self) -> None:
        self._turn = threading.Condition()
        self._worker: SnapshotWorker | None = None
        atexit.register(self.close)

    @contextmanager
    def open(self, then: Moment, tell: Callable[[str], None]) -> Iterator[Store]:
        """Give the graph of a moment; while it is used nobody else puts another in its place."""
        with self._turn:
            self._turn.wait_for(lambda: self._free_for(then), _PATIENCE_SECONDS)
            if self._worker is None or self._worker.ended or self._worker.then != then:
                self.close()
                self._worker = SnapshotWorker(then, present())
            worker = self._worker
            worker.users += 1
        try:
            yield worker.store(tell)
        finally:
            with self._turn:
                worker.users -= 1
                worker.last = time.monotonic()
                self._turn.notify_all()

    def close(self) -> None:
        """Let go of the graph."""
        with self._turn:
            if self._worker is not None:
                self._worker.close()
                self._worker = None

    def _free_for(self, then: Moment) -> bool:
        return self._worker is None or self._worker.then == then or not self._worker.users


@st.cache_resource(show_spinner=False)
def _snapshots() -> SnapshotCache:
    return SnapshotCache()


def then_of(choice: str) -> Moment | None:
    """Find the moment that a choice names: that of a change set, by its number, or any; None for no choice.

    Raises
    ------
    QuestionError
        It is no moment, nothing had been written down by then, or there is no such change set.
    """
    if not choice:
        return None
    moment = read_moment(choice)
    entry = change_set_at(present(), moment)
    return Moment(entry, entry.at if moment.isdigit() else moment)


@contextmanager
def known(then: Moment | None, tell: Callable[[str], None] = lambda _: None) -> Iterator[None]:
    """Have every question asked of the graph as it was known at a moment; of the present for none."""
    if then is None:
        yield
        return
    with _snapshots().open(then, tell) as store, ask_of(store):
        yield


def let_go() -> None:
    """End the engine of the past, if there is one."""
    _snapshots().close()
