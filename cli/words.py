"""The words of the terminal, by name and language; see words.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ansvar.graph.texts import default_language, say

_WORDS = Path(__file__).parent / "words.yaml"


def word(lang: str, name: str, **places: Any) -> str:
    """Give one text with its places filled in."""
    return say(_WORDS, lang, name, **places)


def help_text(name: str) -> str:
    """Give a text of `--help` in the language of the user's system."""
    return say(_WORDS, default_language(), name)
