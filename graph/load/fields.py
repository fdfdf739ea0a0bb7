"""The small parts that instruction files and organisation files share."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.fields import fields_of
from ansvar.graph.texts import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansvar.graph.schema.fields import Field as Entry

_END = dt.date.fromisoformat(OPEN_END)


def _begins_well(value: str) -> str:
    if not value[0].isalnum():
        message = "is no key; a key begins with a letter or a digit, of any script"
        raise ValueError(message)
    return value


Key = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\s\x00-\x1f]+$"),
    AfterValidator(_begins_well),
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


def _whole_day(value: Any) -> Any:
    # ValueError, because pydantic takes that for a finding and lets a TypeError through
    if isinstance(value, dt.datetime):
        message = "is a point in time; write a date such as 2018-01-05"
        raise ValueError(message)  # noqa: TRY004
    if isinstance(value, int | float):
        message = f"{value} is a number; write a date such as 2018-01-05"
        raise ValueError(message)  # noqa: TRY004
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value.strip()):
        message = "is no day; write a date such as 2018-01-05"
        raise ValueError(message)
    return value


def _sensible(value: dt.date) -> dt.date:
    if value > _END:
        message = f"is later than {OPEN_END}"
        raise ValueError(message)
    return value


Day = Annotated[dt.date, BeforeValidator(_whole_day), AfterValidator(_sensible)]

Count = Annotated[int, Field(ge=0, le=1_000_000_000)]
"""A number of things; an engine keeps no number of any length."""
Number = Annotated[int, Field(ge=1, le=1_000_000_000)]
"""A place in an order, from 1."""


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) or value is None else [value]


def one_or_more(item: Any) -> Any:
    """Give the type of a list that may be written as a single value."""
    return Annotated[list[item], BeforeValidator(_as_list, json_schema_input_type=list[item] | item)]


class Part(BaseModel):
    """Anything written in a file: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True, str_strip_whitespace=True)


class Words(Part):
    """A text in both languages."""

    nb: Text
    en: Text


class Dated(Part):
    """Something with a period; `to` is the first day on which it no longer holds."""

    valid_from: Day | None = Field(default=None, alias="from")
    valid_to: Day | None = Field(default=None, alias="to")


_TYPES: dict[str, Any] = {
    "text": Text, "key": Key, "words": Words, "proper_name": Text, "count": Count, "day": Day, "flag": bool,
    "keys": list[Key],
}  # fmt: skip


def dated_with(section: str, **more: Any) -> type[Dated]:
    """Make the part of a file that has a period and the table's fields of a section or edge."""
    made = {name: _field(entry) for name, entry in fields_of(section).items()}
    return create_model(section, __base__=Dated, **(made | more))


def _field(entry: Entry) -> tuple[Any, Any]:
    kind: Any = Literal[entry.values] if entry.values else _TYPES.get(entry.type)
    if entry.type == "number":
        kind = Annotated[float, Field(ge=entry.least, le=entry.most, allow_inf_nan=False)]
    if entry.required:
        return kind, Field(description=entry.help["en"])
    empty = False if entry.type == "flag" else None
    return kind if entry.type == "flag" else kind | None, Field(default=empty, description=entry.help["en"])


def in_graph(part: Part, entries: Iterable[Entry]) -> dict[str, Any]:
    """Give the properties that fields of a part become; `in_file` is the other way."""
    made: dict[str, Any] = {}
    for entry in entries:
        value = getattr(part, entry.key)
        if entry.type == "words":
            made |= words(entry.stored, value)
        elif entry.type == "proper_name":
            made |= dict.fromkeys(entry.properties, value)
        else:
            made[entry.stored] = entry.default if value is False else value
    return made


def in_file(props: Mapping[str, Any], entries: Iterable[Entry]) -> dict[str, Any]:
    """Give the fields of a part as a file has them, of the properties in the graph."""
    made: dict[str, Any] = {}
    for entry in entries:
        value = props.get(next(iter(entry.properties)))
        if entry.type == "words":
            value = texts(props, entry.stored)
        elif entry.type == "proper_name" and props.get("undisclosed"):
            value = None  # what stands there is no name
        elif entry.type == "day" and value:
            value = dt.date.fromisoformat(value)
        made[entry.key] = None if value is False else value
    return made


def texts(props: Mapping[str, Any], prefix: str) -> dict[str, str] | None:
    """Give a text in both languages as files have it, or None."""
    both = {lang: props[f"{prefix}_{lang}"] for lang in LANGUAGES if f"{prefix}_{lang}" in props}
    return both or None


def words(prefix: str, value: Words | None) -> dict[str, str | None]:
    """Give the two properties of a text: ``{prefix}_nb`` and ``{prefix}_en``."""
    return {f"{prefix}_nb": value.nb if value else None, f"{prefix}_en": value.en if value else None}
