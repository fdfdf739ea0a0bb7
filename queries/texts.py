"""The words of answers, by name and language; see texts.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansvar.graph.texts import say

_TEXTS = Path(__file__).parent / "texts.yaml"


def text(lang: str, name: str, **places: Any) -> str:
    """Give one text with its places filled in."""
    return say(_TEXTS, lang, name, **places)
