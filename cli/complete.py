"""What the shell offers when a word is completed; only asks an engine that runs already."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def _keys(labels: set[str], incomplete: str) -> list[str]:
    # a completion must never start an engine, print an error or take long
    with suppress(Exception):
        from ansvar.graph.characters import has_signs
        from ansvar.graph.cypher import load_statement
        from ansvar.graph.engine import open_store, settings_from
        from ansvar.graph.engine.embedded import EmbeddedEngine
        from ansvar.queries import names

        settings = settings_from()
        if settings.embedded and EmbeddedEngine(settings.home).running() is None:
            return []
        with open_store(settings) as store:
            rows = store.read(load_statement(Path(names.__file__).parent / "valid_names.cypher"))
        keys = [r["key"] for r in rows if labels & set(r["labels"]) and not has_signs(r["key"])]
        return [key for key in keys if key.startswith(incomplete)]
    return []


def starts(incomplete: str) -> list[str]:
    """Offer keys that a route can start from."""
    return _keys({"Unit", "Post", "Person"}, incomplete)


def units(incomplete: str) -> list[str]:
    """Offer units."""
    return _keys({"Unit"}, incomplete)


def themes(incomplete: str) -> list[str]:
    """Offer themes."""
    return _keys({"Theme"}, incomplete)


def matters(incomplete: str) -> list[str]:
    """Offer kinds of matter."""
    return _keys({"MatterKind"}, incomplete)


def keys(incomplete: str) -> list[str]:
    """Offer every key."""
    return _keys({"Entity"}, incomplete)


def mappings(incomplete: str) -> list[str]:
    """Offer the mappings that come with the program."""
    with suppress(Exception):
        from ansvar import seed

        names = sorted(path.stem for path in (Path(seed.__path__[0]) / "mappings").glob("*.yaml"))
        return [name for name in names if name.startswith(incomplete)]
    return []
