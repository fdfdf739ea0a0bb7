"""Names that people give in place of keys, and those that are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import QuestionError
from ansvar.graph.names import key_named
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


def asked_keys(
    store: Store, head: Mapping[str, Any], start: str, theme: str, matter: str
) -> tuple[str, str, str]:
    """Give the keys of start, theme and matter; where one of them is no key, of what is called so.

    Parameters
    ----------
    head : mapping
        The ``question`` row of trace.route.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        One of them is not in the graph, or several are called so.
    """
    if head["start"] is None or not _STARTS & set(head["labels"]):
        start = key_of(store, "start", start, _STARTS)
    if head["theme"] is None:
        theme = key_of(store, "theme", theme, {"Theme"})
    if head["matter"] is None:
        matter = key_of(store, "matter", matter, {"MatterKind"})
    return start, theme, matter


def check_life(start: str, props: Mapping[str, Any], on: dt.date) -> None:
    """Check that what a question starts from exists on a day.

    Raises
    ------
    QuestionError
        It does not, on that day.
    """
    lives = lives_of(props)
    if not any(life.contains(on.isoformat()) for life in lives):
        ends = ("with no end" if life.end == OPEN_END else f"until {life.end}" for life in lives)
        there = ", and ".join(f"from {life.start} {end}" for life, end in zip(lives, ends, strict=True))
        message = f'"{start}" does not exist on {on.isoformat()}, only {there}'
        raise QuestionError(message, "Ask for another day with --on.")


def valid_names(store: Store) -> list[dict[str, Any]]:
    """List everything that has a name, with ``key``, ``labels``, ``name_nb`` and ``name_en``."""
    return store.read("queries.valid_names")


def came_back(store: Store) -> list[tuple[dict[str, Any], Period]]:
    """List what ended and came back, once for each time: ``key``, ``labels``, names, and when it was gone."""
    rows = store.read("queries.came_back")
    return [(row, gone) for row in rows for gone in gone_in(row)]


def key_of(store: Store, kind: str, value: str, labels: Iterable[str]) -> str:
    """Find the key of what is called by a name, among things with one of `labels`; see `key_named`.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        Nothing is called so, or several things are.
    QuestionError
        The graph is empty: nothing could be found.
    """
    wanted = set(labels)
    rows = valid_names(store)
    if not rows:
        raise QuestionError(*EMPTY)
    there = "`ansvar list` shows what there is."
    hint = there if "Entity" in wanted or len(wanted) > 1 else f"`ansvar list {max(wanted)}` shows all."
    return key_named(kind, value, (row for row in rows if wanted & set(row["labels"])), hint)
