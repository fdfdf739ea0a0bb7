"""Writing a change set: one transaction, one seal, and the truth about it when something breaks.

Whoever changes the graph gets a `Turn` here.  After the engine has committed, nothing that goes wrong may be
told as if the change had been refused; before, nothing may be told as kept.  So each change set carries a
mark, and where the engine is lost in the middle of a commit it is asked again whether the mark is there.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar, cast

from ansvar.graph import clock
from ansvar.graph.content.plan import counts_of
from ansvar.graph.errors import EngineError, EngineUnreachableError, LostWriteError, UncertainWriteError
from ansvar.graph.interrupts import held
from ansvar.graph.journal.book import Head, change_sets, head, head_from, parts_by_set
from ansvar.graph.journal.entry import ChangeSet, key_of
from ansvar.graph.journal.firstload import Batches, clear
from ansvar.graph.journal.seal import JournalPart, Sealing, seal_of
from ansvar.graph.journal.ticket import in_turn
from ansvar.graph.schema.statements import constraints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ansvar.graph.content.plan import Fact
    from ansvar.graph.journal.entry import ChangeMeta
    from ansvar.graph.store import Store, Transaction

T = TypeVar("T")

_PART = 400
_TICK = dt.timedelta(milliseconds=1)
_PATIENCE_SECONDS = 15.0
"""How long an engine that was lost is tried again, before it is said that nothing is known."""
SCHEMA = hashlib.sha256("".join(each.text for each in constraints()).encode()).hexdigest()[:16]
"""Names the constraints and indexes that this version defines."""


class Turn:
    """The one writer's turn, from the lock on until the transaction ends.

    Attributes
    ----------
    tx : Transaction
        Everything goes through it.
    head : Head
        The graph as it stands now; `write_down` moves it on.
    at : str
        The moment that a change set of this turn gets, ISO 8601 in UTC with milliseconds.
    done : Any
        What the work gave.
    rest : callable or None
        What is left to do behind the mark of a first load, see `in_batches`.
    """

    def __init__(self, tx: Transaction, token: str) -> None:
        self.tx = tx
        self.head = head_from(tx.run("journal.lock")[0], tx.run)
        self.begun = self.head.number
        self.done: Any = None
        self.rest: Callable[[], Any] | None = None
        self._token = token
        self._last: list[Callable[[Transaction], object]] = []
        now = clock.now()
        if self.head.at:  # a clock that was put back must not turn the order around
            now = max(now, dt.datetime.fromisoformat(self.head.at) + _TICK)
        self.at = clock.stamp(now)

    def in_batches(self, rest: Callable[[], Any]) -> bool:
        """Have the rest of a first load done in many transactions, after this one.

        Parameters
        ----------
        rest : callable
            Finds its way to the graph in `tx`; what it gives counts as what the work gave.

        Returns
        -------
        bool
            False, and nothing is changed, where the graph is not empty.
        """
        if not self.tx.run("first.begin", token=self._token):
            return False
        self.rest = rest
        return True

    def go_on(self, store: Store) -> None:
        """Do the rest, if there is one, in batches."""
        if self.rest is None:
            return
        self.tx = batches = Batches(store, self._token)
        self.done = self.rest()
        batches.end(self.write_last)

    def at_last(self, work: Callable[[Transaction], object]) -> None:
        """Have something written in the last transaction: it says what the graph holds."""
        self._last.append(work)

    def write_last(self, tx: Transaction) -> None:
        """Write what was left to the last."""
        for work in self._last:
            work(tx)

    def write_down(self, facts: Sequence[Fact], meta: ChangeMeta, after: Head) -> ChangeSet:
        """Add a change set to the journal.

        Parameters
        ----------
        facts : sequence of Fact
            All that the transaction does to stated facts and acceptances.
        meta : ChangeMeta
            What is being done.
        after : Head
            What the graph holds afterwards; its number, moment and seal are put in here.
        """
        before = self.head
        seal = before.seal if before.seal or not before.number else _seal_earlier(self.tx, before.number)
        number = before.number + 1
        counts = counts_of(facts)
        entry = ChangeSet(
            number=number, at=self.at, by=meta.by, verb=meta.verb, sources=tuple(meta.sources),
            before=before.fingerprint, after=after.fingerprint, created=counts["created"],
            changed=counts["changed"], ended=counts["ended"], undoes=meta.undoes,
            on_behalf_of=meta.on_behalf_of, token=self._token,
        )  # fmt: skip
        sealing = Sealing(seal, entry)
        self.tx.run_rows("journal.parts", self._parts(number, facts, sealing))
        entry = replace(entry, seal=str(sealing))
        self.at_last(lambda tx: _put(tx, entry))
        self.head = replace(
            after, number=number, at=self.at, seal=entry.seal, sealed_from=before.sealed_from or number
        )
        told = {"seal": entry.seal, "sealed_from": self.head.sealed_from, "schema": SCHEMA}
        self.at_last(lambda tx: tx.run("journal.set_head", number=number, at=self.at, **told))
        return entry

    def _parts(self, number: int, facts: Sequence[Fact], sealing: Sealing) -> Iterator[dict[str, Any]]:
        """Give the facts as rows, so many at once; the seal takes in each of them."""
        for at, start in enumerate(range(0, len(facts), _PART), start=1):
            some = facts[start : start + _PART]
            keys = sorted({key for fact in some for key in fact.keys})
            texts = [fact.to_text() for fact in some]
            sealing.add(JournalPart(number, at, self.at, tuple(keys), tuple(texts)))
            yield {
                "key": f"{key_of(number)}/{at}", "number": number, "part": at, "at": self.at, "keys": keys,
                "facts": texts,
            }  # fmt: skip


def _put(tx: Transaction, entry: ChangeSet) -> None:
    tx.run(
        "journal.write",
        key=entry.key, number=entry.number, at=entry.at, by=entry.by, on_behalf_of=entry.on_behalf_of,
        verb=entry.verb, before=entry.before, after=entry.after, created=entry.created,
        changed=entry.changed, ended=entry.ended, undoes=entry.undoes, token=entry.token, seal=entry.seal,
        sources=[json.dumps([s.path, s.digest], ensure_ascii=False) for s in entry.sources],
    )  # fmt: skip


def _seal_earlier(tx: Transaction, last: int) -> str:
    """Seal what was written before there were seals, once; gives the seal of the newest of them."""
    parts = dict(parts_by_set(tx.run, last))
    seal = ""
    rows = []
    for entry in reversed(change_sets(tx.run)):
        seal = seal_of(seal, entry, parts.get(entry.number, ()))
        rows.append({"key": key_of(entry.number), "seal": seal})
    tx.run_rows("journal.seal", rows)
    return seal


def commit(
    store: Store,
    work: Callable[[Turn], T],
    *,
    define: bool = False,
    who: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> T:
    """Do `work` in one transaction, with the turn to write; on any error nothing of it remains.

    A large first load goes on in many (`Turn.in_batches`), of which nothing counts before the last.

    Parameters
    ----------
    store : Store
        The graph.  Numbers of change sets that were kept are added to its `written`, and what it holds is
        remembered in its `manifest`.
    work : callable
        Gets a `Turn`; done again when the engine asks for it, so it keeps nothing outside the graph.
    define : bool
        Define constraints and indexes although the graph names them: somebody may have dropped them.
    who : str
        Who writes, for others who wait.
    tell : callable
        Told who is writing as long as this one has to wait.

    Raises
    ------
    EngineError
        Nothing was written.
    UncertainWriteError
        The engine was lost in the middle of the commit and cannot be reached to tell.
    KeyboardInterrupt
        Ctrl-C came: nothing was written, or, when it is among the store's `written`, all of it.
    """
    if (
        define or head(store.read).schema != SCHEMA
    ):  # unique keys must be there before the first thing is written
        store.define(constraints())
    token = secrets.token_hex(16)
    last: list[Turn] = []

    def within(tx: Transaction) -> None:
        turn = Turn(tx, token)
        turn.done = work(turn)
        if turn.rest is None:
            turn.write_last(tx)
        last[:] = [turn]

    with held() as asked:
        try:
            with in_turn(store, who, asked, tell):
                clear(store)
                store.write(within)
                last[-1].go_on(store)
        except UncertainWriteError as error:
            kept = bool(last) and _is_kept(store, last[-1], token, error)
            asked.committing = False
            if not kept:
                raise _refused(store, error) from error.__cause__
        except KeyboardInterrupt:
            store.uncertain = asked.committing
            raise
        turn = last[-1]
        if turn.head.number > turn.begun:
            store.written.append(turn.head.number)
        if store.manifest is not None and turn.head.number:
            store.manifest.remember(turn.head)
    return cast("T", turn.done)


def _is_kept(store: Store, turn: Turn, token: str, error: UncertainWriteError) -> bool:
    """Ask the engine whether a change set is there; before it was written down nothing counts at all.

    It is asked in a write of its own: that waits until the one in doubt has ended either way.
    """
    if turn.head.number == turn.begun:
        return False
    end = time.monotonic() + _PATIENCE_SECONDS

    def look(tx: Transaction) -> bool:
        tx.run("journal.lock")
        return bool(tx.run("journal.token", after=turn.begun, token=token))

    while True:
        try:
            store.reconnect()
            return store.write(look)
        except EngineError:
            if time.monotonic() > end:
                store.uncertain = True
                raise error from error.__cause__
            time.sleep(0.3)


def _refused(store: Store, error: UncertainWriteError) -> EngineError:
    """Give the error of a write of which nothing was kept."""
    cause = error.refusal
    return LostWriteError(store.uri) if isinstance(cause, EngineUnreachableError) else cause
