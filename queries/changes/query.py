"""Asks what changed between two days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import QuestionError
from ansvar.queries.catalogue.query import most_specific
from ansvar.queries.changes.result import CAME, WENT, Change, Changes
from ansvar.queries.listing import ask
from ansvar.queries.names import came_back

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from ansvar.graph.store import Store


LABELS = ("Unit", "Post", "Person", "Instruction", "Role", "Duty")
"""Things that are compared: who is there, and what is written."""


def changes(store: Store, since: dt.date, until: dt.date, lang: str = "en") -> Changes:
    """Find what came and what went after `since` and up to `until`.

    Parameters
    ----------
    since, until : date
        Two days; what differs between them is found, and what came and went again in between.
    lang : str
        ``nb`` or ``en``, for names.

    Returns
    -------
    Changes
        A holding or a membership that ends and begins again on the same day is no change.

    Raises
    ------
    QuestionError
        The second day lies before the first one.
    """
    if until < since:
        message = f"{until.isoformat()} is earlier than {since.isoformat()}"
        raise QuestionError(message, "Give the earlier date first.")
    rows, graph = ask(store, "changes.between", since=since, until=until, labels=list(LABELS), types=_types())
    period = (since.isoformat(), until.isoformat())
    rows += _gone(store)
    found = _without_unbroken(change for row in rows for change in _changes(row, period, lang))
    question = {"since": period[0], "until": period[1]}
    return Changes(question, graph, tuple(sorted(found)))


def days(store: Store) -> tuple[tuple[str, int, int], ...]:
    """List the days on which something began or ended.

    Returns
    -------
    tuple of (str, int, int)
        The day, how many things and edges began on it and how many ended; in order of day.
    """
    rows = store.read("changes.days", labels=list(LABELS), types=_types())
    counts: Counter[tuple[str, str]] = Counter()
    for row in rows:
        counts[row["day"], row["what"]] += row["count"]
    for row in _gone(store):
        counts[row["valid_from"], CAME] += 1
        counts[row["valid_to"], WENT] += 1
    found = sorted({day for day, _ in counts})
    return tuple((day, counts[day, CAME], counts[day, WENT]) for day in found)


def _gone(store: Store) -> list[dict[str, Any]]:
    """Give what went and came back as rows of `between`: each begins with its return and ended before it."""
    return [
        row | {"valid_from": gone.end, "valid_to": gone.start}
        for row, gone in came_back(store)
        if set(LABELS) & set(row["labels"])
    ]


def _types() -> list[str]:
    from ansvar.graph.schema.model import edge_kinds  # noqa: PLC0415  (half a second that most questions do not need)

    return [kind.type for kind in edge_kinds().values() if kind.layer == "organisation"]


def _changes(row: dict[str, Any], period: tuple[str, str], lang: str) -> Iterator[Change]:
    since, until = period
    for what, day in ((CAME, row["valid_from"]), (WENT, row["valid_to"])):
        if not since < day <= until:
            continue
        if "type" in row:
            yield Change(
                day, what, row["type"], row["giver"], row[f"giver_{lang}"],
                row["receiver"], row[f"receiver_{lang}"], row["on_behalf_of"] or "",
            )  # fmt: skip
        else:
            yield Change(day, what, most_specific(row["labels"]), row["key"], row[f"name_{lang}"])


def _without_unbroken(found: Iterable[Change]) -> list[Change]:
    """Leave out what ends and begins again on the same day."""
    changed = list(found)
    sides = Counter((*_same(change), change.what) for change in changed)
    return [change for change in changed if not (sides[*_same(change), CAME] and sides[*_same(change), WENT])]


def _same(change: Change) -> tuple[str, ...]:
    return (change.day, change.sort, change.key, change.other, change.for_key)
