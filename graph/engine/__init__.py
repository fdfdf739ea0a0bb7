"""The engines behind a graph: the embedded one, a Neo4j, copies beside them, and what is remembered of each.

Here stands how a graph is opened.  What is asked of it and written to it goes through `ansvar.graph.store`;
what it holds is no business of an engine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.engine.settings import Settings, settings_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.graph.engine.embedded import EmbeddedEngine
    from ansvar.graph.store import Store

__all__ = ["Settings", "bring_up_to_date", "open_embedded", "open_store", "settings_from"]


def open_store(settings: Settings, tell: Callable[[str], None] = lambda _: None) -> Store:
    """Open the graph; the embedded engine is started first when it does not run.

    Parameters
    ----------
    tell : callable
        Told what is waited for, when that takes long.

    Raises
    ------
    EngineError
        The engine cannot be started or reached; see `ansvar.graph.errors`.
    """
    # imported here because the driver takes half a second to import and `--help` needs none of it
    from ansvar.graph.engine.manifest import manifest_of  # noqa: PLC0415
    from ansvar.graph.store import Store  # noqa: PLC0415

    if not settings.embedded:
        login = (settings.username, settings.password)
        store = Store("neo4j", settings.uri, settings.database, login, login)
        store.manifest = manifest_of(settings)
        try:
            store.verify()
        except Exception:
            store.close()
            raise
        return store

    from ansvar.graph.engine.embedded import EmbeddedEngine  # noqa: PLC0415

    store = open_embedded(EmbeddedEngine(settings.home, memory=settings.memory, tell=tell))
    store.manifest = manifest_of(settings)
    return store


def bring_up_to_date(store: Store, by: str, tell: Callable[[str], None] = lambda _: None) -> None:
    """See that a graph is the one that was here, whole, and as this version writes it.

    Parameters
    ----------
    by : str
        Who opens it, for the journal.
    tell : callable
        Told what is being done, when there is something to do.

    Raises
    ------
    GraphLostError
        The engine has less than this installation remembers.
    """
    from ansvar.graph.journal.book import head  # noqa: PLC0415  (as above)
    from ansvar.graph.journal.firstload import clear_unless_loading  # noqa: PLC0415

    now = store.manifest.check(store.read) if store.manifest is not None else head(store.read)
    clear_unless_loading(store, by, tell)
    if now.earlier:
        from ansvar.graph.journal.migration import migrate  # noqa: PLC0415

        migrate(store, by=by, tell=tell)


def open_embedded(engine: EmbeddedEngine) -> Store:
    """Open the graph of an embedded engine, which is started first when it does not run.

    Raises
    ------
    EngineError
        As for `open_store`.
    """
    from ansvar.graph.engine.embedded import DATABASE  # noqa: PLC0415  (as above)
    from ansvar.graph.engine.sandbox import Sandbox  # noqa: PLC0415
    from ansvar.graph.store import Store  # noqa: PLC0415

    def reach() -> tuple[str, tuple[str, str], tuple[str, str]]:
        running = engine.ensure()
        return running.uri, running.writer, running.reader

    uri, writer, reader = reach()
    store = Store("embedded", uri, DATABASE, writer, reader, Sandbox(engine).open)
    store.folder = engine.folder
    store.reopen = reach  # a new engine has another port and other accounts
    return store
