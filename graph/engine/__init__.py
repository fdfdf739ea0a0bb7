"""Opening the graph that the settings name: the embedded engine, or a Neo4j."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.engine.settings import Settings, settings_from

if TYPE_CHECKING:
    from graph.store import Store

__all__ = ["Settings", "open_store", "settings_from"]


def open_store(settings: Settings) -> Store:
    """Open the graph; the embedded engine is started first when it does not run.

    Raises
    ------
    EngineError
        The engine cannot be started or reached; see `graph.errors`.
    """
    # imported here because the driver takes half a second to import and `--help` needs none of it
    from graph.store import Store  # noqa: PLC0415

    if not settings.embedded:
        login = (settings.username, settings.password)
        store = Store("neo4j", settings.uri, settings.database, login, login)
        try:
            store.verify()
        except Exception:
            store.close()
            raise
        return store

    from graph.engine.embedded import DATABASE, EmbeddedEngine  # noqa: PLC0415

    running = EmbeddedEngine(settings.home, memory=settings.memory).ensure()
    return Store("embedded", running.uri, DATABASE, running.writer, running.reader)
