"""The one form in which texts are kept, and the one in which names are compared.

Nothing here knows what a text is, or what is wrong with one.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

_SURELY_QUICK = 1_000
_MOST_MARKS = 100
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "å": "a", "đ": "d", "ł": "l", "’": "'", "–": "-"})
_UNSEEN = dict.fromkeys(map(ord, "\ufeff\u200b\u2060\u00ad"))
"""Signs that nobody sees and that join nothing: marks of order, spaces of no width, soft hyphens."""


def composed(text: str) -> str:
    """Give the form in which texts are kept and compared: NFC, without unseen signs other than joiners."""
    return text if text.isascii() else normalised("NFC", text.translate(_UNSEEN))


def normalised(form: Literal["NFC", "NFKC"], text: str) -> str:
    """Normalise a text, unless so many marks stand on one letter that putting them in order takes minutes."""
    if len(text) > _SURELY_QUICK:
        marks = 0
        for sign in text:
            marks = marks + 1 if unicodedata.combining(sign) else 0
            if marks > _MOST_MARKS:
                return text
    return unicodedata.normalize(form, text)


def fold(text: str) -> str:
    """Give the form in which names are compared: without case and accents, ø as o, æ as ae, å as a."""
    plain = " ".join(composed(text).casefold().translate(_LETTERS).split())
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFD", normalised("NFKC", plain))
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_LETTERS)
