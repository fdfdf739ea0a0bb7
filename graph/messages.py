"""What the program says of errors and of its progress, in the language that was asked for.

The code says it in English; `messages_nb.yaml` has the same in bokmål, message by message.  What is not found
there stays as it is: a message is never lost.
Nothing here knows where a message comes from or who reads it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph.errors import DataError
from ansvar.graph.safeyaml import parse

if TYPE_CHECKING:
    from ansvar.graph.errors import AnsvarError

MESSAGES = Path(__file__).parent / "messages_nb.yaml"

_PLACE = re.compile(r"\{(\w*)\}")
_QUOTED = re.compile(r'"[^"]*"(?:, "[^"]*")*')
"""A list of names as errors write it; bokmål has other quotation marks."""
_SENTENCE = re.compile(r"(?<=[.:]) +(?=[A-Z`])")


def translate(text: str, lang: str) -> str:
    """Give a message in a language; one that has no translation as it is.

    A text of several sentences may have a message for each of them.
    """
    if lang == "en" or not text:
        return text
    for pattern, names, told in _templates():
        if found := pattern.fullmatch(text):
            # what the user gave is repeated as it is; a place with a name holds a message
            parts = list(zip(names, found.groups(), strict=True))
            said = [translate(part, lang) if name else _requote(part) for name, part in parts]
            named = {name: part for name, part in zip(names, said, strict=True) if name}
            return told.format(*said, **named)
    sentences = _SENTENCE.split(text)
    return " ".join(translate(each, lang) for each in sentences) if len(sentences) > 1 else text


def _requote(part: str) -> str:
    """Put «» around names that stand in quotation marks; what else is repeated stays as it was given."""
    return re.sub(r'"([^"]*)"', r"«\1»", part) if _QUOTED.fullmatch(part) else part


def tell_error(error: AnsvarError, lang: str) -> str:
    """Say what an error says: where, what, and what then."""
    if isinstance(error, DataError):
        lines = [
            f"{translate(str(problem.location), lang)}: {translate(problem.message, lang)}"
            + (f"\n  {translate(problem.hint, lang)}" if problem.hint else "")
            for problem in error.problems
        ]
        return "\n".join([*lines, f"  {translate(error.hint, lang)}"])
    what = translate(error.message, lang)
    return f"{what}\n  {translate(error.hint, lang)}" if error.hint else what


@cache
def _templates() -> list[tuple[re.Pattern[str], tuple[str, ...], str]]:
    """Read the catalogue: a pattern for each message, the names of its places, and the translation.

    Those with most letters of their own are tried first.
    """
    texts = dict(parse(MESSAGES.read_text(encoding="utf-8")))
    return [_template(text, texts[text]) for text in sorted(texts, key=lambda t: -len(_PLACE.sub("", t)))]


def _template(text: str, told: str) -> tuple[re.Pattern[str], tuple[str, ...], str]:
    letters = _PLACE.split(text)
    pattern = "(.*?)".join(re.escape(part) for part in letters[::2])
    return re.compile(pattern, re.DOTALL), tuple(letters[1::2]), told
