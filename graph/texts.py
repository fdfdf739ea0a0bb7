"""Words for people, in bokmål and English, kept in YAML files beside the code that says them.

A catalogue is one mapping of name -> {nb, en}; a text may have ``{places}`` to fill in, and forms for one and
for several things.  Babel would do that and the dates too: 36 MB and 300 ms a start, for these few lines.
Nothing here knows what is said.  Dates are written here and read in `clock`; limits stand in `limits`.
"""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from pathlib import Path
from typing import Any

from ansvar.graph.safeyaml import parse

LANGUAGES = ("nb", "en")
_MONTHS = Path(__file__).parent / "months.yaml"


@cache
def catalogue(path: Path) -> dict[str, dict[str, Any]]:
    """Read a catalogue: name -> language -> text."""
    return dict(parse(path.read_text(encoding="utf-8")))


def say(path: Path, lang: str, name: str, **places: Any) -> str:
    """Give one text of a catalogue with its places filled in.

    A text that says a number has two forms, ``one`` and ``other``; the place ``count`` decides.

    Raises
    ------
    KeyError
        The catalogue has no such text, or it needs a place that was not given.
    """
    words = catalogue(path)[name][lang]
    if isinstance(words, dict):
        words = words["one" if places["count"] == 1 else "other"]
    return str(words).format(**places)


def default_language(environ: dict[str, str] | None = None) -> str:
    """Give the language to use when none is named.

    `ANSVAR_LANG` goes first, then the system's own setting; English when that speaks neither.
    """
    env = dict(os.environ) if environ is None else environ
    for name in ("ANSVAR_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = env.get(name, "").lower()
        if value:
            return "nb" if value.startswith(("nb", "no", "nn")) else "en"
    return "en"


def day_in_words(day: str | dt.date, lang: str) -> str:
    """Write a date out: ``1. mars 2018``, ``1 March 2018``."""
    date = dt.date.fromisoformat(day) if isinstance(day, str) else day
    month = catalogue(_MONTHS)[str(date.month)][lang]
    return f"{date.day}. {month} {date.year}" if lang == "nb" else f"{date.day} {month} {date.year}"
