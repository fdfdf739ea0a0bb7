"""The one way to the graph: reading with read-only rights, writing in one transaction.

Nothing here knows what is stored.  A driver's error becomes one of ours in one table.
"""

from __future__ import annotations

import logging
import queue
import re
import shutil
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Protocol, Self, TypeVar, cast

import neo4j
from neo4j import exceptions as neo

from ansvar.graph.batches import batches
from ansvar.graph.cypher import is_of_program, statement_named
from ansvar.graph.errors import (
    AnsvarError,
    EngineAuthError,
    EngineError,
    EngineUnreachableError,
    EngineWriteError,
    LostWriteError,
    QuestionError,
    StatementError,
    UncertainWriteError,
)
from ansvar.graph.interrupts import Held, held
from ansvar.graph.values import on_days, resolve

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from ansvar.graph.cypher import Statement

    _AnyTransaction = neo4j.ManagedTransaction | neo4j.Transaction

T = TypeVar("T")

_THEN, _GONE = "$then", "$gone"

# What the driver notes goes to whoever listens; without anybody Python would print it between our own words.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

_RETRY_SECONDS = 10.0
_BATCH = 5_000
_BATCH_LENGTH = (
    4_000_000  # characters, as Python writes them: the embedded engine takes 16 MiB in one message
)
_MESSAGE_LENGTH = 3 * _BATCH_LENGTH
_LONG_LIST = 1_000
_GRACE_SECONDS = 1.0  # for the engine to say itself that the time is over
_TIMED_OUT = "TransactionTimedOut"
_SHORT_MB = 200
_LOST_TRANSACTION = "Neo.ClientError.Transaction.TransactionNotFound"

# driver's exception -> ours, what happened, what then; the first that fits counts
_TRANSLATION: tuple[tuple[type[BaseException], type[EngineError], str, str], ...] = (
    (
        neo.AuthError,
        EngineAuthError,
        "the graph engine refused user name or password",
        "Check NEO4J_USERNAME and NEO4J_PASSWORD. It was tried once only.",
    ),
    (
        neo.ServiceUnavailable,
        EngineUnreachableError,
        "no graph engine answers at {uri}",
        "Start it, or correct NEO4J_URI; without NEO4J_URI the embedded engine is used.",
    ),
    (
        neo.SessionExpired,
        EngineUnreachableError,
        "the graph engine at {uri} hung up",
        "Try again; `ansvar doctor` shows what state it is in.",
    ),
    (
        neo.ConfigurationError,
        EngineUnreachableError,
        "the address {uri} cannot be used",
        "Check NEO4J_URI.",
    ),
    (
        neo.ConstraintError,
        EngineWriteError,
        "the graph refused the write: {error}",
        "The transaction left nothing behind.",
    ),
    (neo.Neo4jError, EngineError, "the graph engine reported: {error}", "`ansvar doctor` tells more."),
    (
        neo.DriverError,
        EngineError,
        "the graph engine's driver reported: {error}",
        "`ansvar doctor` tells more.",
    ),
)


class Memory(Protocol):
    """What an installation remembers of a graph; what that is, those know who write it."""

    def remember(self, now: Any, /) -> None:
        """Write down how far the graph has come."""

    def read(self) -> object | None:
        """Give what is remembered; None when nothing is."""

    def check(self, read: Callable[..., list[dict[str, Any]]], /) -> Any:
        """Compare the graph with that, and tell how far it has come."""


class Transaction:
    """A writing transaction: every statement in it is kept, or none is."""

    def __init__(self, tx: neo4j.ManagedTransaction, asked: Held) -> None:
        self._tx = tx
        self._asked = asked

    def run(self, statement: Statement | str, /, **params: Any) -> list[dict[str, Any]]:
        """Run one statement, or the one with a name, and give its rows in order."""
        statement = _found(statement)
        self._asked.look()
        _check_length(statement, params)
        return _rows(self._tx, statement, params)

    def run_rows(self, statement: Statement | str, rows: Iterable[Any]) -> None:
        """Run a statement that takes ``rows``, in batches of so many rows and no more than so much text."""
        statement = _found(statement)
        for batch in in_messages(rows):
            self._asked.look()
            _rows(self._tx, statement, {"rows": batch})


class Store:
    """A graph on one engine.

    Parameters
    ----------
    engine : str
        ``"embedded"`` or ``"neo4j"``; for people only, no behaviour hangs on it.
    uri, database : str
        Where the graph is.
    writer, reader : tuple of str
        User name and password for writing and for reading.
    sandbox : callable, optional
        Opens a copy of the graph that may be lost, for questions whose cost nobody knows; where there is
        none, the engine itself has to bound them.

    Attributes
    ----------
    folder : Path or None
        Where the embedded engine keeps its files.
    manifest : Memory or None
        What the installation remembers of this graph; none for a graph that is opened by hand.
    reopen : callable or None
        Finds the engine again, where one that is gone comes back otherwise: address, writer, reader.
    written : list of int
        Numbers of the change sets that were written through this store.
    uncertain : bool
        True when a write was let go of in the middle of its commit.
    kept : dict
        What those who ask keep of a graph that stays the same, by its fingerprint and what it is about.
    whole : bool
        True once the graph was seen whole, which it stays.  Before that each question first looks whether a
        first load is on its way; then the graph counts as empty, see `ansvar.graph.journal.firstload`.
    """

    def __init__(
        self,
        engine: str,
        uri: str,
        database: str,
        writer: tuple[str, str],
        reader: tuple[str, str],
        sandbox: Callable[[], AbstractContextManager[Store]] | None = None,
    ) -> None:
        self._sandbox = sandbox
        self.folder: Path | None = None
        self.engine = engine
        self.uri = uri
        self.database = database
        self._reading = reader
        self._reader = self._driver(reader)
        self._writer = self._reader if writer == reader else self._driver(writer)
        self.manifest: Memory | None = None
        self.reopen: Callable[[], tuple[str, tuple[str, str], tuple[str, str]]] | None = None
        self.written: list[int] = []
        self.uncertain = False
        self.kept: dict[tuple[Hashable, ...], Any] = {}
        self.whole = False

    def _driver(self, auth: tuple[str, str]) -> neo4j.Driver:
        with self._translated():
            return neo4j.GraphDatabase.driver(
                self.uri,
                auth=auth,
                max_transaction_retry_time=_RETRY_SECONDS,
                connection_timeout=_RETRY_SECONDS,
                connection_acquisition_timeout=_RETRY_SECONDS,
                notifications_min_severity="OFF",
            )

    @property
    def driver(self) -> neo4j.Driver:
        """The stock driver with reading rights, for other libraries; it is closed with the store."""
        return self._reader

    @property
    def writer_driver(self) -> neo4j.Driver:
        """The stock driver with writing rights; what is written by it stands in no journal."""
        return self._writer

    def close(self) -> None:
        """Give the connections back; safe to call twice."""
        self._reader.close()
        self._writer.close()

    def reconnect(self) -> None:
        """Find the engine again, which is started when it has to be; nothing where the driver does that."""
        if self.reopen is not None:
            uri, writer, self._reading = self.reopen()
            self.close()
            self.uri = uri
            self._reader = self._driver(self._reading)
            self._writer = self._reader if writer == self._reading else self._driver(writer)

    def __enter__(self) -> Self:
        """Use the store in a ``with`` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close at the end of the block."""
        self.close()

    def read(self, statement: Statement | str, /, **params: Any) -> list[dict[str, Any]]:
        """Ask one question, by a statement or its name, in one transaction, with read-only rights.

        Returns
        -------
        list of dict
            The rows in the order that the statement asks for.

        Raises
        ------
        StatementError
            The statement writes, or does not fit its header or parameters.
        EngineError
            The engine cannot be reached or refuses the statement.
        """
        statement = _found(statement)
        if statement.access != "read":
            message = f"{statement.name} writes and cannot be used to read"
            raise StatementError(message)
        _check_length(statement, params)
        with (
            self._translated(),
            self._reader.session(database=self.database, default_access_mode=neo4j.READ_ACCESS) as session,
        ):
            return session.execute_read(
                lambda tx: self._settled(tx, statement, lambda asked: _rows_on_day(tx, asked, params))
            )

    def is_loading(self) -> bool:
        """Tell whether a first load is on its way, or was broken off; nothing is asked once all is whole."""
        return not self.whole and self.read("first.stage")[0]["loading"]

    def _settled(
        self, tx: _AnyTransaction, statement: Statement, ask: Callable[[Statement], list[dict[str, Any]]]
    ) -> list[dict[str, Any]]:
        """Ask of the whole graph, or of an empty one as long as a first load is on its way.

        A question that a first load began or ended behind is asked again.
        """
        while not self.whole:
            stage = _stage(tx)
            if stage["whole"]:
                self.whole = True
                break
            rows = ask(_hidden(statement) if stage["loading"] else statement)
            if stage["loading"] or _stage(tx) == stage:
                return rows
        return ask(statement)

    def read_some(
        self, statement: Statement, most: int, seconds: float, /, **params: Any
    ) -> list[dict[str, Any]]:
        """Ask one question as `read` does, but take no more than `most` rows and no more than `seconds`.

        The rows are limited by what is fetched.  Neo4j ends the question itself when its time is over; on
        the embedded engine the answer is given up, and the engine goes on up to its own limit.

        Raises
        ------
        QuestionError
            The time was over.
        StatementError, EngineError
            As for `read`.
        """
        if statement.access != "read":
            message = f"{statement.name} writes and cannot be used to read"
            raise StatementError(message)
        over = f"no answer within {seconds:g} seconds; the question was stopped"
        driver = self._driver(self._reading)
        asked: queue.Queue[list[dict[str, Any]] | Exception] = queue.Queue()

        def ask() -> None:
            session = driver.session(
                database=self.database, default_access_mode=neo4j.READ_ACCESS, fetch_size=most
            )
            try:
                with session.begin_transaction(timeout=seconds) as tx:
                    rows = self._settled(tx, statement, lambda asked: _some_on_day(tx, asked, params, most))
                    tx.commit()  # the embedded engine refuses some writes only here
                asked.put(rows)
            except Exception as error:  # noqa: BLE001  (it is raised again where somebody waits for it)
                asked.put(error)
            finally:
                for _ in range(2):  # closing fails once where the connection is gone
                    with suppress(Exception):
                        session.close()

        try:
            threading.Thread(target=ask, name="read-some", daemon=True).start()
            with self._translated():
                told = asked.get(timeout=seconds + _GRACE_SECONDS)
                if isinstance(told, Exception):
                    raise told
                return told
        except queue.Empty:
            raise QuestionError(over, "Ask for less.") from None
        except EngineError as error:
            if _TIMED_OUT in str(getattr(error.__cause__, "code", "")):
                raise QuestionError(over, "Ask for less.") from error
            raise
        finally:
            driver.close()

    def read_freely(
        self, statement: Statement, most: int, seconds: float, /, **params: Any
    ) -> list[dict[str, Any]]:
        """Ask a question of somebody's own, where it can do no harm; otherwise as `read_some`.

        Raises
        ------
        QuestionError
            The time was over, or the question needed more memory than it may have.
        StatementError, EngineError
            As for `read`.
        """
        if self._sandbox is None:
            return self.read_some(statement, most, seconds, **params)
        with self._sandbox() as copy:
            return copy.read_some(statement, most, seconds, **params)

    def write(self, work: Callable[[Transaction], T]) -> T:
        """Do `work` in one explicit transaction; on any error nothing of it remains.

        `work` is done again when the engine asks for it (two writers at once), so it must not keep
        anything outside the graph between two runs.  Ctrl-C is looked at between statements.

        Raises
        ------
        EngineError
            Nothing of it was written.
        UncertainWriteError
            The engine was lost while it committed.
        """
        begun = False

        def in_transaction(tx: neo4j.ManagedTransaction) -> T:
            nonlocal begun
            begun, asked.committing = True, False
            done = work(Transaction(tx, asked))
            asked.look()
            asked.committing = True
            return done

        with held() as asked:
            try:
                with self._translated(), self._writer.session(database=self.database) as session:
                    done = session.execute_write(in_transaction)
            except EngineError as error:
                if asked.committing and not isinstance(error.__cause__, neo.ConstraintError):
                    raise UncertainWriteError(self.uri, error) from error.__cause__
                if begun and isinstance(error, EngineUnreachableError):
                    raise LostWriteError(self.uri) from error.__cause__
                raise
            asked.committing = False
        return done

    def define(self, statements: Sequence[Statement]) -> None:
        """Run statements that define constraints and indexes; each is its own transaction on every engine."""
        with self._translated(), self._writer.session(database=self.database) as session:
            for statement in statements:
                session.run(statement.text).consume()

    def verify(self) -> str:
        """Check that the engine answers, and give its name and version as it says them."""
        with self._translated():
            return str(self._reader.get_server_info().agent)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except AnsvarError:
            raise
        except (neo.Neo4jError, neo.DriverError, ValueError, OSError) as error:
            raise self._translate(error) from error

    def _translate(self, error: Exception) -> AnsvarError:
        if getattr(error, "code", "") == _LOST_TRANSACTION:
            return EngineWriteError(
                f"the engine at {self.uri} could not complete the transaction; nothing was written",
                self._room(),
            )
        if isinstance(error, UnicodeEncodeError):
            return QuestionError(
                "the question or the data contains incomplete characters",
                "The locale of the terminal (LC_ALL) has to be a UTF-8 one.",
            )
        for theirs, ours, message, hint in _TRANSLATION:
            if isinstance(error, theirs):
                return ours(message.format(uri=self.uri, error=_message(error)), hint)
        return EngineUnreachableError(f"the engine at {self.uri} cannot be used: {error}", "Check NEO4J_URI.")

    def _room(self) -> str:
        """Say what the engine lacks: room on its disk, when that is known to be short, or else memory."""
        free = shutil.disk_usage(self.folder).free // 1024**2 if self.folder else None
        if free is not None and free < _SHORT_MB:
            return f"The disk that holds {self.folder} is full: {free} MB are free. Free some of it."
        return "Mostly it lacks memory: give it more with ANSVAR_ENGINE_MEMORY, or free some of its disk."


def _message(error: BaseException) -> str:
    """Give the engine's own words on one line, without a statement's parameters."""
    text = str(getattr(error, "message", None) or error)
    return re.sub(r"\s+", " ", text)[:400]


def _plain(value: Any) -> Any:
    """Give nodes, edges and paths as maps and lists; a node has its labels, an edge its type and two ends.

    An engine that does not tell the keys of an edge's ends with it leaves them empty.
    """
    if isinstance(value, neo4j.graph.Node):
        return {"labels": sorted(value.labels), **dict(value.items())}
    if isinstance(value, neo4j.graph.Relationship):
        giver, receiver = (None if end is None else end.get("key") for end in value.nodes)
        return {"giver": giver, "type": value.type, "receiver": receiver, **dict(value.items())}
    if isinstance(value, neo4j.graph.Path):
        ends = {end.element_id: end.get("key") for end in value.nodes}
        edges = [(e, e.start_node, e.end_node) for e in value.relationships]
        told = [
            _plain(e)
            | {"giver": ends.get(a.element_id if a else ""), "receiver": ends.get(b.element_id if b else "")}
            for e, a, b in edges
        ]
        return [*(_plain(node) for node in value.nodes), *told]
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value


def _found(statement: Statement | str) -> Statement:
    return statement_named(statement) if isinstance(statement, str) else statement


def in_messages(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """Give rows in batches that one message can hold."""
    return batches(rows, lambda row: len(repr(row)), _BATCH_LENGTH, _BATCH)


def _check_length(statement: Statement, params: dict[str, Any]) -> None:
    """Refuse what is too long for one message; the embedded engine would never answer it."""
    if any(isinstance(value, list) and len(value) > _LONG_LIST for value in params.values()):
        length = len(repr(params))
        if length > _MESSAGE_LENGTH:
            message = f"{statement.name} was given {length:,} characters, more than one message can hold"
            raise StatementError(message, "Ask for less at a time.")


def _stage(tx: _AnyTransaction) -> dict[str, Any]:
    return dict(next(iter(tx.run(statement_named("first.stage").text))))


def _hidden(statement: Statement) -> Statement:
    """Give a statement of the program as it is asked of an empty graph; nobody knows what others look at."""
    if not is_of_program(statement):
        message = "a first load is under way or was interrupted; until it is done, the graph is empty"
        raise QuestionError(message, "Ask again when it is done.")
    return statement.on_nothing


def _some_on_day(
    tx: neo4j.Transaction, statement: Statement, params: dict[str, Any], most: int
) -> list[dict[str, Any]]:
    bound, then = _on_day(tx, statement, params)
    found = tx.run(statement.text, bound).fetch(most)
    rows = [{name: _plain(value) for name, value in dict(row).items()} for row in found]
    return cast("list[dict[str, Any]]", resolve(rows, then)) if then else rows


def _rows_on_day(
    tx: neo4j.ManagedTransaction, statement: Statement, params: dict[str, Any]
) -> list[dict[str, Any]]:
    """Ask for a day, with the values of that day in the place of newer ones."""
    bound, then = _on_day(tx, statement, params)
    rows = _check_rows(tx.run(statement.text, bound), statement)
    return cast("list[dict[str, Any]]", resolve(rows, then)) if then else rows


def _on_day(
    tx: _AnyTransaction, statement: Statement, params: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Bind a statement, and find the values that were others on the day that it asks for.

    A statement that looks at such a value finds those of the day in ``$then``: key -> property -> value; the
    keys of things that ended before it and came back later stand in ``$gone``.
    """
    bound, on = statement.bind(params), str(params.get("on") or "")
    rows = tx.run(statement_named("graph.values").text, {"on": on}) if on else ()
    then = on_days(map(dict, rows), on)
    if _THEN in statement.text:
        bound["then"] = then
    if _GONE in statement.text:
        bound["gone"] = [key for key, held in then.items() if held.get("gone")]
    return bound, then


def _rows(tx: neo4j.ManagedTransaction, statement: Statement, params: dict[str, Any]) -> list[dict[str, Any]]:
    return _check_rows(tx.run(statement.text, statement.bind(params)), statement)


def _check_rows(result: neo4j.Result, statement: Statement) -> list[dict[str, Any]]:
    keys = result.keys()
    rows = [dict(record) for record in result]
    if statement.returns and rows and tuple(keys) != statement.returns:
        message = f"{statement.name} returns {', '.join(keys)} but promises {', '.join(statement.returns)}"
        raise StatementError(message, "Correct the header or the RETURN.")
    return rows
