"""What people call the kinds, edges and values of the schema, in both languages; see vocabulary.yaml."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from ansvar.graph.cells import cell
from ansvar.graph.periods import OPEN_END
from ansvar.graph.texts import catalogue, day_in_words
from ansvar.queries.texts import text

_NAMES = Path(__file__).parent / "vocabulary.yaml"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIRST_DAY = "0001-01-01"
"""The beginning of what has none."""


def kind_name(lang: str, label: str, word: str = "") -> str:
    """Name a label of the schema for people; a label that has no name yet is given as it is.

    Parameters
    ----------
    word : str
        ``each`` or ``no``, to stand before the name in the form that its gender asks for.
    """
    name = _named(lang, f"kind_{label}", label)
    gender = "neuter" if f"neuter_{label}" in catalogue(_NAMES) else "common"
    return f"{_named(lang, f'{word}_{gender}', word)} {name}" if word else name


def edge_name(lang: str, edge_type: str) -> str:
    """Name an edge type for people, read giver -> receiver."""
    return _named(lang, f"edge_{edge_type}", edge_type.lower().replace("_", " "))


def sort_name(lang: str, sort: str) -> str:
    """Name a label or an edge type for people; edge types are all capitals."""
    return edge_name(lang, sort) if sort.isupper() else kind_name(lang, sort)


def value_name(lang: str, field: str, value: str) -> str:
    """Name one value of a field with few values, such as a state or a modality."""
    return _named(lang, f"{field}_{value}", value)


def in_sentence(lang: str, name: str) -> str:
    """Give the name of a unit as it stands in a sentence: ``the Parks Department``, ``Parkavdelingen``.

    The catalogue lists the nouns that ask for an article where a name ends with one, or goes on with what it
    is of or for; a name that speaks of somebody at a unit is left as it is.
    """
    if not name[:1].isupper() or " the " in f" {name.lower()}" or "'s " in name:
        return name
    nouns = _named(lang, "nouns_with_article", "")
    return f"the {name}" if re.search(rf"\b(?:{nouns})(?: (?:of|for|against)\b|$)", name) else name


def begun(told: str) -> str:
    """Begin a sentence with a capital letter, whatever stands first."""
    return told[:1].upper() + told[1:]


def kind_about(lang: str, label: str) -> str:
    """Say what a kind is; nothing for one that has no text yet."""
    return _named(lang, f"about_{label}", "")


def property_name(lang: str, name: str) -> str:
    """Name a property of a thing or an edge for people; one without a name is given as it is."""
    from ansvar.graph.schema.fields import field_name  # noqa: PLC0415  (it reads the table; few answers need it)

    told = field_name(name, lang)
    return _named(lang, f"field_{name}", name) if told == name else told


def property_value(lang: str, name: str, value: Any) -> str:
    """Write the value of a property for people: a word for each choice, a day written out, yes or no."""
    if isinstance(value, bool):
        return text(lang, "yes" if value else "no")
    if isinstance(value, str) and _DAY.fullmatch(value):
        return day_in_words(value, lang)
    if isinstance(value, list):
        return cell([value_name(lang, name, str(each)) for each in value])
    return value_name(lang, name, value) if isinstance(value, str) else cell(value)


def period_in_words(lang: str, start: str, end: str) -> str:
    """Write out from when to when something holds: its last day, or until further notice."""
    begin = "" if start <= FIRST_DAY else day_in_words(start, lang)
    if end >= OPEN_END:
        return text(lang, "period_open" if begin else "period_ever", start=begin)
    last = dt.date.fromisoformat(end) - dt.timedelta(days=1)
    return text(lang, "period_closed" if begin else "period_until", start=begin, end=day_in_words(last, lang))


def _named(lang: str, name: str, otherwise: str) -> str:
    texts = catalogue(_NAMES)
    return texts[name][lang] if name in texts else otherwise
