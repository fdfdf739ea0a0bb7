"""Routes in a few words, so that a test can compare whole ones."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from ansvar.queries.trace import trace

if TYPE_CHECKING:
    from ansvar.graph.store import Store
    from ansvar.queries.trace import Route


def ask(store: Store, start: str, theme: str, matter: str, on: str = "2018-06-01", lang: str = "en") -> Route:
    """Trace, with the day as text."""
    return trace(store, start, theme, matter, dt.date.fromisoformat(on), lang)


def told(route: Route) -> tuple[str, str, list[str]]:
    """Give the status, the keys of the steps with * for a fallback, and what was skipped."""
    steps = " ".join(step.key + ("*" if step.basis == "fallback" else "") for step in route.steps)
    skipped = []
    for item in route.skipped:
        since = f" since {item.since}" if item.since else ""
        skipped.append(f"{item.key or item.role} {item.state}{since}: {item.carried_by or 'nobody'}")
    return route.status, steps, skipped


def keys(route: Route) -> list[str]:
    """Give the keys of the steps."""
    return [step.key for step in route.steps]
