"""The small parts that instruction files and organisation files share."""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    create_model,
)

from ansvar.graph.names import nearest
from ansvar.graph.periods import OPEN_END
from ansvar.graph.schema.fields import dated_of, fields_of
from ansvar.graph.texts import LANGUAGES
from ansvar.graph.values import before, earlier, with_history

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansvar.graph.schema.fields import Field as Entry

_END = dt.date.fromisoformat(OPEN_END)
_UNTIL = "First day on which what this entry says no longer held."


def _begins_well(value: str) -> str:
    if not value[0].isalnum():
        message = "is not a key; a key begins with a letter or a digit, of any script"
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
        message = "is not a date; write a date such as 2018-01-05"
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
    sparse: ClassVar[bool] = False
    """True of a part of which everything but the key can be left out."""


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


def sparse(part: type[Part], **more: Any) -> type[Part]:
    """Make a part of which everything but the key can be left out."""
    optional: dict[str, Any] = {}
    for name, field in part.model_fields.items():
        if field.is_required() and name not in ("key", "format"):
            optional[name] = (field.annotation, copy.copy(field))
            optional[name][1].default = None
    made = create_model(f"Sparse{part.__name__}", __base__=part, **(optional | more))
    made.sparse = True
    return made


def earlier_in(section: str) -> Any:
    """Give the type of the list of what fields of a section said before; each entry holds until a day."""
    made: dict[str, Any] = {e.key: (_field(e)[0] | None, None) for e in dated_of(section)}
    model = create_model(f"earlier {section}", __base__=Part, until=(Day, Field(description=_UNTIL)), **made)
    listed = BeforeValidator(partial(_by_day, section), json_schema_input_type=list[model])  # type: ignore[valid-type]
    return Annotated[list[model], listed]  # type: ignore[valid-type]


def _by_day(section: str, value: Any) -> Any:
    """Take rows of a sheet, each with the name of a field and its value, for entries: one for each day."""
    if not isinstance(value, list) or not all(isinstance(each, dict) and "field" in each for each in value):
        return value
    made: dict[str, dict[str, Any]] = {}
    for row in value:
        entry, lang = _column(section, str(row["field"]))
        told = row.get("value")
        if entry.type == "words":
            before = made.get(row["until"], {}).get(entry.key) or dict.fromkeys(LANGUAGES, told)
            told = before | dict.fromkeys([lang] if lang else LANGUAGES, told)
        elif entry.type == "keys" and told is not None:
            told = [key.strip() for key in str(told).split(";")]
        made.setdefault(row["until"], {"until": row["until"]})[entry.key] = told
    return list(made.values())


def _column(section: str, name: str) -> tuple[Entry, str]:
    """Find the field and the language that a column of a sheet is for."""
    known = {
        header: (entry, column[len(entry.headers[0]) + 1 :])
        for entry in dated_of(section)
        for column, headers in entry.columns.items()
        for header in headers
    }
    if name.lower() not in known:
        near = ", ".join(f'"{each}"' for each in nearest(name, known))
        message = f'"{name}" is not a field whose earlier values are kept; nearest: {near}'
        raise ValueError(message)
    return known[name.lower()]


def _field(entry: Entry) -> tuple[Any, Any]:
    kind: Any = Literal[entry.values] if entry.values else _TYPES.get(entry.type)
    if entry.type == "number":
        kind = Annotated[float, Field(ge=entry.least, le=entry.most, allow_inf_nan=False)]
    if entry.required:
        return kind, Field(description=entry.help["en"])
    empty = False if entry.type == "flag" else None
    return kind if entry.type == "flag" else kind | None, Field(default=empty, description=entry.help["en"])


def with_earlier(part: Any, section: str, props: dict[str, Any]) -> dict[str, Any]:
    """Add to properties what ``earlier`` says; a field that one of its entries leaves out did not change."""
    held: dict[str, dict[str, Any]] = defaultdict(dict)
    for said in sorted(part.earlier, key=lambda each: each.until):
        told = [entry for entry in dated_of(section) if entry.key in said.model_fields_set]
        for prop, value in in_graph(said, told).items():
            held[prop][said.until.isoformat()] = value
    history = {
        prop: list(zip(["", *values], [*values.values(), props.get(prop)], strict=True))
        for prop, values in held.items()
    }
    emptied = {prop: None for prop in history if prop in props and props[prop] is None}
    return with_history(props, history) | emptied


def earlier_of(props: Mapping[str, Any], section: str) -> list[dict[str, Any]]:
    """Give the entries of ``earlier`` as a file has them, in order of time."""
    changed: dict[str, set[str]] = defaultdict(set)
    for prop, _, until in earlier(props):
        changed[until].add(prop)
    return [
        {"until": dt.date.fromisoformat(until)}
        | in_file(before(props, until), [e for e in dated_of(section) if names & e.properties.keys()])
        for until, names in sorted(changed.items())
    ]


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
            value = value.isoformat() if isinstance(value, dt.date) else value
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
