"""Opening the graph for a verb, with a word to the user when an engine has to start first."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from ansvar.cli.output import errors, note, progress
from ansvar.cli.words import asked_language, word
from ansvar.graph.clock import local, read_moment, zone
from ansvar.graph.engine import bring_up_to_date, open_store, settings_from
from ansvar.graph.journal.actor import user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.store import Store

_opened: list[Store] = []


def forget() -> None:
    """Begin anew: nothing was written yet."""
    _opened.clear()


def outcome() -> tuple[tuple[int, ...], bool]:
    """Tell what was written by this command: numbers of change sets, and whether there may be one more."""
    return tuple(n for store in _opened for n in store.written), any(store.uncertain for store in _opened)


@contextmanager
def opened(known_at: str | None = None) -> Iterator[Store]:
    """Open the graph that the settings name, and close it at the end.

    Parameters
    ----------
    known_at : str, optional
        A moment: the graph is then opened as it was known at that time.

    Raises
    ------
    GraphLostError
        The engine has less than this installation remembers.
    """
    zone()  # a wrong one is told before anything is done
    moment = None if known_at is None else read_moment(known_at)
    settings = settings_from()
    with progress() as tell:
        tell("opening the graph")
        store = open_store(settings, note)
    _opened.append(store)
    with store:
        with progress() as tell:
            bring_up_to_date(store, user(), tell)
        if moment is None:
            yield store
            return
        from ansvar.graph.engine.scratch import scratch_graph
        from ansvar.graph.journal.past import accepted_at, change_set_at, content_at

        entry = change_set_at(store, moment)
        accepted = accepted_at(store, entry.at if moment.isdigit() else moment)
        with (
            progress() as tell,
            scratch_graph(
                settings.home, content_at(store, entry), fingerprint=entry.after, at=entry.at,
                accepted=accepted, memory=settings.memory, tell=tell,
            ) as past,
        ):  # fmt: skip
            tell("asking")
            errors().print(word(asked_language(), "known_at", at=local(entry.at), number=entry.number))
            yield past
