"""What filters of a template do to a value: read a day or a number, make part of a key, look a word up.

A template names them, ``{field|date}``; a new one is a function here and a line in `FILTERS`.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import composed, normalised
from ansvar.graph.errors import ValueProblem
from ansvar.graph.names import near

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ansvar.graph.imports.patterns import Replacement

_SLUG_LENGTH = 80
_JOINERS = {0x200C: None, 0x200D: None}
AMBIGUOUS = "\x00"  # no cleaned value can be this
_TAIL = 9
_EXCEL_FIRST = dt.date(1899, 12, 30)
_TOO_LARGE = 1e15  # above, a float no longer tells whole numbers apart
_SERIAL = re.compile(r"[1-9]\d{4}")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d{1,2})?")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})([T ][\d:.,]*(Z|[+-]\d\d:?\d\d)?)?")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_PART_OF_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-00)?")


@dataclass(frozen=True)
class Tools:
    """What filters of a mapping refer to: lists of words, tables, patterns and look-ups, each by name."""

    words: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]
    patterns: Mapping[str, Sequence[Replacement]]
    lookups: Mapping[str, Mapping[str, str]]


def slug(value: Any, argument: str = "") -> str:
    """Make a readable part of a key: small letters, digits and hyphens; long ones end with a hash."""
    text = normalised("NFKC", str(value)).casefold().translate(_JOINERS)
    kept = (sign if sign.isalnum() or unicodedata.category(sign).startswith("M") else "-" for sign in text)
    made = composed(re.sub("-+", "-", "".join(kept)).strip("-"))
    if not made:
        return short_hash(value)
    longest = int(argument) if argument.isdigit() and int(argument) > _TAIL else _SLUG_LENGTH
    return made if len(made) <= longest else f"{made[: longest - _TAIL].rstrip('-')}-{short_hash(made)}"


def short_hash(value: Any, _: str = "") -> str:
    """Give eight hexadecimal digits that stand for a value."""
    return hashlib.sha256(str(value).encode("utf-8", "replace")).hexdigest()[: _TAIL - 1]


def _id(value: Any, _: str) -> str:
    return re.sub(r"[\s\x00-\x1f]+", "-", str(value).strip())


def _tail(value: Any, _: str) -> str | None:
    parts = [part for part in re.split(r"[/#]", str(value)) if part]
    return parts[-1] if parts else None


def number(value: Any, _: str = "") -> float:
    """Read a number: ``4.6``, ``4,6``, ``1 234,5``, ``1,234.5``.

    Raises
    ------
    ValueProblem
        It is none, or can be read in two ways.
    """
    text = re.sub(r"[\s\u00a0\u202f]", "", str(value))
    if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", text):
        hint = "Write it without the comma, or with a point."
        raise ValueProblem(f'"{value}" can be read as two numbers', hint)
    if re.fullmatch(r"[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    elif re.fullmatch(r"[+-]?\d{1,3}(\.\d{3})+,\d+", text):
        text = text.replace(".", "").replace(",", ".")
    elif text.count(",") == 1 and "." not in text:
        text = text.replace(",", ".")
    if not _NUMBER.fullmatch(text):
        raise ValueProblem(f'"{str(value)[:60]}" is not a number', "Write it as 4.6.")
    if abs(float(text)) >= _TOO_LARGE:
        raise ValueProblem(f'"{str(value)[:60]}" is too large a number', "Correct it.")
    return float(text)


def _integer(value: Any, _: str) -> int:
    read = number(value)
    if not read.is_integer():
        raise ValueProblem(f'"{value}" is not a whole number')
    return int(read)


def day(value: Any, argument: str = "") -> str:
    """Read a day: ``2018-06-01``, ``1.6.2018``, an Excel day number, or the form that the mapping names.

    With ``partial``, ``2018`` and ``2018-06`` are their first day.

    Raises
    ------
    ValueProblem
        It is none, or the form of it must be named (``03/04/2018``).
    """
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    text = str(value).strip()
    try:
        if argument and argument != "partial":
            # only the day of it is used
            return dt.datetime.strptime(text, argument).date().isoformat()  # noqa: DTZ007
        if found := _DAY.fullmatch(text):
            return dt.date(*(int(part) for part in found.groups()[:3])).isoformat()
        if found := _DOTTED.fullmatch(text):
            return dt.date(*(int(part) for part in reversed(found.groups()))).isoformat()
        if argument == "partial" and (found := _PART_OF_DATE.fullmatch(text)):
            return dt.date(int(found[1]), int(found[2] or 1) or 1, 1).isoformat()
        if _SERIAL.fullmatch(text):
            return (_EXCEL_FIRST + dt.timedelta(days=int(text))).isoformat()
    except ValueError as error:
        raise ValueProblem(f'"{text[:60]}" is not a date: {error}', "Write it as 2018-06-01.") from error
    raise ValueProblem(
        f'"{text[:60]}" is not a date, or can be read in more than one way',
        "Write it as 2018-06-01, or give its format in the mapping: {field|date:%d/%m/%Y}.",
    )


def unquote(value: Any, _: str = "") -> str:
    """Take away a pair of quotes around a text."""
    text = str(value).strip()
    while len(text) > 1 and text[0] == text[-1] and text[0] in "'\"`":
        text = text[1:-1].strip()
    return text


def _yes(value: Any, _: str) -> bool:
    text = str(value).strip().casefold()
    if text in ("true", "yes", "ja", "1", "x", "y", "j", "sann"):
        return True
    if text in ("false", "no", "nei", "0", "n", "usann", ""):
        return False
    raise ValueProblem(f'"{text[:60]}" is neither yes nor no', "Write yes or no.")


def _split(values: list[Any], argument: str) -> list[str]:
    return [part.strip() for v in values for part in str(v).split(argument or ";") if part.strip()]


# filters that take all values of a field at once
OF_ALL: dict[str, Callable[[list[Any], str], list[Any]]] = {
    "first": lambda values, _: values[:1],
    "default": lambda values, argument: values or [argument],
    "split": _split,
}
FILTERS: dict[str, Callable[[Any, str], Any]] = {
    "slug": slug,
    "hash": short_hash,
    "id": _id,
    "tail": _tail,
    "number": number,
    "integer": _integer,
    "date": day,
    "unquote": unquote,
    "yes": _yes,
    "lower": lambda value, _: str(value).lower(),
    "upper": lambda value, _: str(value).upper(),
    "text": lambda value, _: str(value),
    **OF_ALL,
}


def folded(value: Any) -> str:
    """Give the form in which words of data are compared: no quotes, no capitals, single blanks."""
    return " ".join(unquote(value).casefold().split())


def _table(value: Any, table: Mapping[str, str], argument: str) -> Any:
    found = table.get(folded(value), table.get("*"))
    if found is None:
        what = f'"{value}" is not in the table "{argument}" of the mapping'
        raise ValueProblem(what, near(value, table))
    return found or None


def _pattern(value: Any, replacements: Sequence[Replacement], _: str) -> Any:
    text = str(value)
    for replacement in replacements:
        text = replacement.applied(text)
    return text.strip() or None


def _lookup(value: Any, table: Mapping[str, str], argument: str) -> Any:
    found = _find(value, table, argument)
    if found is None:
        raise ValueProblem(f'"{value}" is referred to, but does not exist', near(value, table))
    return found


def _find(value: Any, table: Mapping[str, str], _: str) -> Any:
    found = table.get(str(value), table.get(folded(value)))
    if found == AMBIGUOUS:
        raise ValueProblem(f'"{value}" stands for several things in the source', "Give them different names.")
    return found


# name -> what of the tools it refers to by its argument, and how it uses that
WITH_TOOLS: dict[str, tuple[str, Callable[[Any, Any, str], Any]]] = {
    "not": ("words", lambda value, words, _: None if folded(value) in words else value),
    "only": ("words", lambda value, words, _: value if folded(value) in words else None),
    "table": ("tables", _table),
    "pattern": ("patterns", _pattern),
    "lookup": ("lookups", _lookup),
    "find": ("lookups", _find),
}
REFERS = {name: kind for name, (kind, _) in WITH_TOOLS.items()}
