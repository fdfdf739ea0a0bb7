"""What the shell offers when a word is completed; only asks an engine that runs already."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _keys(*labels: str) -> Callable[[str], list[str]]:
    """Make what offers the keys of things with one of these labels."""

    def offer(incomplete: str) -> list[str]:
        # a completion must never start an engine, print an error or take long
        with suppress(Exception):
            from ansvar.graph.characters import composed, has_signs
            from ansvar.graph.engine import open_store, settings_from
            from ansvar.graph.engine.embedded import EmbeddedEngine
            from ansvar.queries.names import valid_names

            settings = settings_from()
            if settings.embedded and EmbeddedEngine(settings.home).running() is None:
                return []
            with open_store(settings) as store:
                rows = valid_names(store)
            keys = [r["key"] for r in rows if {*labels} & set(r["labels"]) and not has_signs(r["key"])]
            return [key for key in keys if key.startswith(composed(incomplete))]
        return []

    return offer


starts = _keys("Unit", "Post", "Person")
"""Offers keys that a route can start from."""

units = _keys("Unit")
themes = _keys("Theme")
matters = _keys("MatterKind")
keys = _keys("Entity")


def mappings(incomplete: str) -> list[str]:
    """Offer the mappings that come with the program."""
    with suppress(Exception):
        from ansvar import seed

        names = sorted(path.stem for path in (Path(seed.__path__[0]) / "mappings").glob("*.yaml"))
        return [name for name in names if name.startswith(incomplete)]
    return []
