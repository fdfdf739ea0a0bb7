"""The pages, in the order of the menu; one module each, see `ansvar.dashboard.page` for what it has to offer.

A new page: write ``views/<name>.py`` (and ``views/<name>.yaml`` with its words), add its name below.
"""

from __future__ import annotations

from importlib.util import find_spec


def _when_there(page: str, capability: str) -> tuple[str, ...]:
    """Name a page only when its module and what it asks are both there."""
    there = all(find_spec(name) for name in (capability, f"ansvar.dashboard.views.{page}"))
    return (page,) if there else ()


PAGES = (
    "turn_to",
    "explore",
    "gaps",
    "coverage",
    "duties",
    *_when_there("what_if", "ansvar.queries.whatif"),
    "history",
    "cypher",
    "files",
)
