"""The catalogue of everything that can be asked: every reading statement, with what its header says."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ansvar.graph.cypher import FOLDERS, Statement, load_statement
from ansvar.graph.derive import CONNECTIONS
from ansvar.graph.errors import QuestionError, UnknownNameError
from ansvar.graph.names import nearest
from ansvar.queries.catalogue.allowlist import check_calls
from ansvar.queries.gaps.rules import EXTRA, OPTIONAL, RULES, all_rules, user_folder

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from ansvar.graph.store import Store


@dataclass(frozen=True)
class Limits:
    """How much one question may cost.

    Attributes
    ----------
    rows : int
        No more than these are fetched.
    seconds : float
        No longer than this is waited.
    """

    rows: int = 1000
    seconds: float = 10.0


@dataclass(frozen=True)
class Rows:
    """An answer as a table.

    Attributes
    ----------
    cut : bool
        True when there were more rows than allowed.
    """

    rows: tuple[dict[str, Any], ...]
    cut: bool


def statements() -> dict[str, Statement]:
    """Give every statement that only reads, rules of the user's too: name -> statement, in order of name."""
    rules, _ = all_rules(user_folder())
    own = {rule.statement.name: rule.statement for rule in rules if rule.own}
    return dict(sorted((_built_in() | own).items()))


@cache
def _built_in() -> dict[str, Statement]:
    found = {}
    for folder in FOLDERS:
        for path in folder.rglob("*.cypher"):
            if path.parent == CONNECTIONS:  # steps of a derivation and no questions
                continue
            keys = (EXTRA, OPTIONAL) if path.parent == RULES else ()
            statement = load_statement(path, *keys)
            if statement.access == "read":
                found[statement.name] = statement
    return found


def run(store: Store, name: str, values: dict[str, Any], limits: Limits | None = None) -> Rows:
    """Ask a statement of the catalogue.

    Parameters
    ----------
    values : dict
        A value for every parameter.

    Raises
    ------
    UnknownNameError
        The catalogue has no such statement.
    StatementError
        A parameter is missing or of another type than declared.
    QuestionError
        There was no answer in time.
    """
    known = statements()
    if name not in known:
        raise UnknownNameError("statement", name, nearest(name, known))
    return _some(store.read_some, known[name], values, limits or Limits())


def ask_freely(store: Store, text: str, on: dt.date, limits: Limits | None = None) -> Rows:
    """Ask in Cypher of one's own, with read-only rights; ``$on`` stands for the day.

    Raises
    ------
    QuestionError
        There is nothing to ask, the text calls what it may not (see `check_calls`), there was no answer in
        time, or the question needed more memory than it may have.
    EngineError
        The engine refused the text; so it does with one that writes.
    """
    if not text.strip():
        message = "the question is empty"
        raise QuestionError(message, "Write a statement such as MATCH (n:Post) RETURN n.key AS key")
    check_calls(text)
    given = {"on": on} if "$on" in text else {}
    statement = Statement(name="free", text=text, params=dict.fromkeys(given, "date"))
    return _some(store.read_freely, statement, given, limits or Limits())


def _some(
    read: Callable[..., list[dict[str, Any]]], statement: Statement, values: dict[str, Any], limits: Limits
) -> Rows:
    rows = read(statement, limits.rows + 1, limits.seconds, **values)
    return Rows(tuple(rows[: limits.rows]), len(rows) > limits.rows)
