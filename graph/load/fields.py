"""The small parts that instruction files and organisation files share."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from ansvar.graph.periods import OPEN_END

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


def words(prefix: str, value: Words | None) -> dict[str, str | None]:
    """Give the two properties of a text: ``{prefix}_nb`` and ``{prefix}_en``."""
    return {f"{prefix}_nb": value.nb if value else None, f"{prefix}_en": value.en if value else None}
