"""The words of the dashboard, by name and language.

words.yaml holds what the frame and several pages say, and views/<page>.yaml what one page says; what kinds,
edges and values are called stands in `ansvar.queries.vocabulary`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ansvar.graph.texts import catalogue, say

_COMMON = Path(__file__).parent / "words.yaml"
_VIEWS = Path(__file__).parent / "views"

DAY_FORMATS = {"nb": "DD.MM.YYYY", "en": "YYYY-MM-DD"}
"""How a field for a day writes it, in each language."""


def word(lang: str, name: str, page: str = "", **places: Any) -> str:
    """Give one text: the page's own one when it has it, else the common one."""
    own = _own(page)
    path = own if own and name in catalogue(own) else _COMMON
    return say(path, lang, name, **places)


@cache
def _own(page: str) -> Path | None:
    """Give the file of a page's own words, if it has any."""
    path = _VIEWS / f"{page}.yaml"
    return path if page and path.exists() else None
