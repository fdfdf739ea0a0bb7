"""Opening the graph for a verb, with a word to the user when an engine has to start first."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from cli.output import progress
from graph.engine import open_store, settings_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graph.store import Store


@contextmanager
def opened() -> Iterator[Store]:
    """Open the graph that the settings name, and close it at the end."""
    with progress() as tell:
        tell("opening the graph")
        store = open_store(settings_from())
    with store:
        yield store
