"""The words of the terminal, by name and language; see words.yaml."""

from __future__ import annotations

import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

from ansvar.graph.texts import LANGUAGES, default_language, say

_WORDS = Path(__file__).parent / "words.yaml"


def word(lang: str, name: str, **places: Any) -> str:
    """Give one text with its places filled in."""
    return say(_WORDS, lang, name, **places)


def asked_language() -> str:
    """Give the language of the command line at hand, also of one that cannot be read."""
    for option, value in pairwise([*sys.argv[1:], ""]):
        value = option.removeprefix("--lang=") if option.startswith("--lang=") else value  # noqa: PLW2901
        if option.startswith("--lang") and value in LANGUAGES:
            return value
    return default_language()


def help_text(name: str) -> str:
    """Give a text of `--help` in the language asked for."""
    return word(asked_language(), name)
