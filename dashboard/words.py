"""The words of the dashboard, by name and language.

words.yaml holds what the frame and several pages say, names.yaml the names of kinds, edges and values,
and views/<page>.yaml what one page says.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from ansvar.graph.texts import catalogue, say

_COMMON = Path(__file__).parent / "words.yaml"
_NAMES = Path(__file__).parent / "names.yaml"
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


def kind_name(lang: str, label: str) -> str:
    """Name a label of the schema for people; a label that has no name yet is given as it is."""
    return _named(lang, f"kind_{label}", label)


def edge_name(lang: str, edge_type: str) -> str:
    """Name an edge type for people, read giver -> receiver."""
    return _named(lang, f"edge_{edge_type}", edge_type.lower().replace("_", " "))


def sort_name(lang: str, sort: str) -> str:
    """Name a label or an edge type for people; edge types are all capitals."""
    return edge_name(lang, sort) if sort.isupper() else kind_name(lang, sort)


def value_name(lang: str, field: str, value: str) -> str:
    """Name one value of a field with few values, such as a state or a modality."""
    return _named(lang, f"{field}_{value}", value)


def _named(lang: str, name: str, otherwise: str) -> str:
    texts = catalogue(_NAMES)
    return texts[name][lang] if name in texts else otherwise
