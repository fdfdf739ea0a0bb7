"""The journal in the graph: written in the transaction of the change itself, and read back.

What a change set means, and how it is taken back, stands in `entry`.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.cypher import load_statement
from graph.journal.entry import ChangeSet, Fact, Source, key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from graph.store import Transaction

    Read = Callable[..., list[dict[str, Any]]]
    """`Store.read` or `Transaction.run`."""

_HERE = Path(__file__).parent
_PART = 400
_TICK = dt.timedelta(milliseconds=1)


def write_down(
    tx: Transaction,
    facts: Sequence[Fact],
    *,
    verb: str,
    by: str,
    sources: Sequence[Source],
    before: str,
    after: str,
    undoes: int = 0,
) -> ChangeSet:
    """Add a change set to the journal, as a part of a writing transaction.

    Parameters
    ----------
    facts : sequence of Fact
        All that the transaction does to stated facts.
    verb, by, sources, before, after, undoes
        As `ChangeSet` has them.
    """
    last = tx.run(load_statement(_HERE / "last.cypher"))
    number = int(last[0]["number"]) + 1 if last else 1
    now = dt.datetime.now(tz=dt.UTC)
    if last:  # a clock that was put back must not turn the order around
        now = max(now, dt.datetime.fromisoformat(last[0]["at"]) + _TICK)
    counts = {name: sum(fact.what == name for fact in facts) for name in ("created", "changed", "ended")}
    entry = ChangeSet(
        number=number, at=stamp(now), by=by, verb=verb, sources=tuple(sources), before=before, after=after,
        undoes=undoes, **counts,
    )  # fmt: skip
    tx.run(
        load_statement(_HERE / "write.cypher"),
        key=entry.key, number=number, at=entry.at, by=by, verb=verb, before=before, after=after,
        sources=[json.dumps([s.path, s.digest], ensure_ascii=False) for s in sources], undoes=undoes,
        **counts,
    )  # fmt: skip
    rows = []
    for part, start in enumerate(range(0, len(facts), _PART), start=1):
        some = facts[start : start + _PART]
        rows.append(
            {
                "key": f"{entry.key}/{part}", "number": number, "part": part, "at": entry.at,
                "keys": sorted({key for fact in some for key in fact.keys}),
                "facts": [fact.to_text() for fact in some],
            }
        )  # fmt: skip
    tx.run_rows(load_statement(_HERE / "parts.cypher"), rows)
    return entry


def stamp(moment: dt.datetime) -> str:
    """Write a moment as the journal does: ISO 8601 in UTC, with milliseconds."""
    return moment.astimezone(dt.UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def change_sets(read: Read) -> tuple[ChangeSet, ...]:
    """List all change sets, the newest first."""
    return tuple(_change_set(row) for row in read(load_statement(_HERE / "sets.cypher")))


def facts_between(read: Read, first: int, last: int) -> Iterable[tuple[int, Fact]]:
    """Give the facts of some change sets, the newest first: number of the change set, and the fact."""
    return _facts(read(load_statement(_HERE / "facts.cypher"), first=first, last=last))


def facts_about(read: Read, key: str) -> Iterable[tuple[int, Fact]]:
    """Give all that was ever written of one thing and of its edges, the newest first."""
    rows = read(load_statement(_HERE / "about.cypher"), key=key)
    return ((number, fact) for number, fact in _facts(rows) if key in fact.keys)


def _facts(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[int, Fact]]:
    for row in rows:
        for text in reversed(row["facts"]):
            yield int(row["number"]), Fact.from_text(text)


def _change_set(row: dict[str, Any]) -> ChangeSet:
    return ChangeSet(**row | {"sources": tuple(Source(*json.loads(text)) for text in row["sources"] or ())})


__all__ = ["change_sets", "facts_about", "facts_between", "key_of", "stamp", "write_down"]
