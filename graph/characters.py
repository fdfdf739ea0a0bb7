"""Characters that no text may have, and the one form in which texts are kept.

Every text that comes in is `composed` (see `letters`): what looks the same is the same.  Characters that
steer whoever reads a text instead of being read are refused on every way in and made harmless on every way
out; which these are is known here alone.  Joiners (U+200C, U+200D) and direction marks (U+200E, U+200F) are
not among them: names in several scripts need these.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import Problem, QuestionError
from ansvar.graph.letters import composed, normalised

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "composed", "escaped", "harmless", "has_signs", "json_text", "line_problems", "normalised", "refusal",
    "refuse_signs", "texts_in",
]  # fmt: skip

# C0 but tab, line feed and carriage return; DEL and C1; embeddings, overrides and isolates; half characters
_SIGNS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff"
_SIGN = re.compile(f"[{_SIGNS}]")
# a carriage return that ends no line sends the terminal back to the beginning of the line
_STEERING = re.compile(f"[{_SIGNS}]|\r(?!\n)")
_SHOWN = 60
_MOST_TOLD = 50
_THEN = "Remove it."


def harmless(text: str) -> str:
    """Put U+FFFD in the place of each character by which a text could steer its reader."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", text)


def escaped(text: str) -> str:
    r"""Write each such character as ``\uXXXX``, for a text in whose format that means the same."""
    return _SIGN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def json_text(value: Any, *, indent: int | None = 2, ascii_only: bool = False) -> str:
    """Write a value as JSON: without loss, and without a character that steers who reads it."""
    return escaped(json.dumps(value, ensure_ascii=ascii_only, indent=indent))


def has_signs(text: str) -> bool:
    """Tell whether a text holds any of these characters."""
    return _SIGN.search(text) is not None


def refusal(text: str) -> str:
    """Say which of these characters a text holds, and show it without them; empty when it holds none."""
    first = _SIGN.search(text)
    if first is None:
        return ""
    names = list(dict.fromkeys(f"U+{ord(sign):04X}" for sign in _SIGN.findall(text)))
    named = f"control character{'s' if len(names) > 1 else ''} {', '.join(names)}"
    begin = max(0, first.start() - _SHOWN // 2)
    cut = text[begin : begin + _SHOWN]
    shown = _STEERING.sub(lambda found: f"<U+{ord(found[0]):04X}>", cut.replace("\n", " ").strip("\r"))
    dots = ("…" if begin else "", "…" if begin + _SHOWN < len(text) else "")
    return f'contains the {named}: "{dots[0]}{shown}{dots[1]}"'


def texts_in(value: Any) -> Iterator[str]:
    """Give all texts in plain data, those that name something in a map too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for each in [*value, *value.values()] if isinstance(value, dict) else value:
            yield from texts_in(each)


def line_problems(file: str, text: str) -> Iterator[Problem]:
    r"""Give a problem for each line of a file that holds such characters; lines end with ``\n``."""
    line, counted, last, told = 1, 0, 0, 0
    for found in _SIGN.finditer(text):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        if line == last:
            continue
        last, told = line, told + 1
        if told > _MOST_TOLD:
            yield Problem(file, line, "and further lines contain such characters too", "Correct these first.")
            return
        begin, end = text.rfind("\n", 0, counted) + 1, text.find("\n", counted)
        yield Problem(file, line, refusal(text[begin : None if end < 0 else end]), _THEN)


def refuse_signs(name: str, text: str) -> None:
    """Refuse a text that somebody gives on the command line or in the dashboard.

    Parameters
    ----------
    name : str
        What the text is, for the message.

    Raises
    ------
    QuestionError
        It holds such a character.
    """
    if what := refusal(text):
        raise QuestionError(f"{name} {what}", _THEN)
