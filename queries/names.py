"""Names that are not there: what was given, and the nearest valid ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from ansvar.graph.errors import QuestionError, UnknownNameError, nearest
from ansvar.graph.periods import OPEN_END
from ansvar.graph.values import gone_in, lives_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from ansvar.graph.periods import Period
    from ansvar.graph.store import Store


EMPTY = ("the graph is empty", "Load something first: `ansvar load` loads the example.")
"""What is said, and what then, when there is nothing that could be found."""

_STARTS = frozenset({"Unit", "Post", "Person"})


def check_question(
    store: Store, head: Mapping[str, Any], start: str, theme: str, matter: str, on: dt.date
) -> None:
    """Check that start, theme and matter are there, and the start on that day.

    Parameters
    ----------
    head : mapping
        The ``question`` row of trace.route.

    Raises
    ------
    UnknownNameError
        One of them is not in the graph.
    QuestionError
        The start is there, but not on that day.
    """
    if head["start"] is None or not _STARTS & set(head["labels"]):
        refuse_unknown(store, "start", start, _STARTS)
    if head["theme"] is None:
        refuse_unknown(store, "theme", theme, {"Theme"})
    if head["matter"] is None:
        refuse_unknown(store, "matter", matter, {"MatterKind"})
    lives = lives_of(head["start"])
    if not any(life.contains(on.isoformat()) for life in lives):
        ends = ("with no end" if life.end == OPEN_END else f"until {life.end}" for life in lives)
        there = ", and ".join(f"from {life.start} {end}" for life, end in zip(lives, ends, strict=True))
        message = f'"{start}" does not exist on {on.isoformat()}: it is there {there}'
        raise QuestionError(message, "Ask for another day with --on.")


def valid_names(store: Store) -> list[dict[str, Any]]:
    """List everything that has a name, with ``key``, ``labels``, ``name_nb`` and ``name_en``."""
    return store.read("queries.valid_names")


def came_back(store: Store) -> list[tuple[dict[str, Any], Period]]:
    """List what ended and came back, once for each time: ``key``, ``labels``, names, and when it was gone."""
    rows = store.read("queries.came_back")
    return [(row, gone) for row in rows for gone in gone_in(row)]


def refuse_unknown(store: Store, kind: str, value: str, labels: Iterable[str]) -> NoReturn:
    """Refuse a name, with the nearest ones among nodes with one of `labels`.

    Raises
    ------
    UnknownNameError
        Always.
    QuestionError
        The graph is empty: nothing could be found.
    """
    wanted = set(labels)
    rows = valid_names(store)
    if not rows:
        raise QuestionError(*EMPTY)
    fitting = [row for row in rows if wanted & set(row["labels"])]
    there = "`ansvar list` shows what there is."
    hint = there if "Entity" in wanted else f"`ansvar list {max(wanted)}` shows all."
    raise UnknownNameError(kind, value, _nearest(value, fitting), hint)


def _nearest(value: str, rows: list[dict[str, Any]]) -> list[str]:
    """Find the nearest keys, by key or by name."""
    by_name: dict[str, str] = {}
    for row in rows:
        for name in ("key", "name_nb", "name_en"):
            by_name.setdefault(row[name], row["key"])
    return list(dict.fromkeys(by_name[name] for name in nearest(value, by_name, most=5)))[:3]
