"""A file of expectations: its format, and how it is read; nothing here knows whether a line holds.

Everything that names something can be a key (``unit:a-1``), a key with ``*`` for any ending
(``centre:vest-*``), a kind (``ReceptionCentre``: all of them), or ``any``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, ValidationError, model_validator

from ansvar.graph.errors import DataError
from ansvar.graph.load.fields import Day, Key, Part, Text, Words, one_or_more
from ansvar.graph.load.reader import format_problems
from ansvar.graph.load.yamlfile import read_yaml

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

FORMAT = "ansvar.expectations/1"
ANY = "any"
KINDS = ("route", "never_vacant", "at_most", "filled")
_OUTCOME = "Nothing was checked."


def _open_at_the_end(value: str) -> str:
    if not value.isprintable():
        raise ValueError("is not a key, a name, a kind or any")
    if "*" in value[:-1]:
        raise ValueError("has * in the middle; it can only stand at the end, for any ending")
    return value


Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_open_at_the_end),
]
"""A key, a key with ``*`` at its end, a name, a kind, or ``any``."""


class RoutePart(Part):
    """From every one of `start`, for every one of `theme` and `matter`, the route gets to `reaches`.

    Without `reaches` the route only has to be complete.  `within` counts steps.
    """

    start: one_or_more(Name) = Field(alias="from")  # type: ignore[valid-type]
    theme: one_or_more(Name) = Field(default_factory=lambda: [ANY])  # type: ignore[valid-type]
    matter: one_or_more(Name) = Field(default_factory=lambda: [ANY])  # type: ignore[valid-type]
    reaches: Key | None = None
    within: int | None = Field(default=None, ge=1)
    without_fallback: bool = False


class NeverVacantPart(Part):
    """On every day of the period somebody holds every one of `post`.

    With `deputy_counts` a deputy is enough; with `absence_counts` a holder who is away counts as nobody.
    """

    post: one_or_more(Name)  # type: ignore[valid-type]
    valid_from: Day = Field(alias="from")
    valid_to: Day | None = Field(default=None, alias="to")
    deputy_counts: bool = False
    absence_counts: bool = False

    @model_validator(mode="after")
    def _in_order(self) -> NeverVacantPart:
        if self.valid_to and self.valid_to <= self.valid_from:
            message = f"covers no day: from {self.valid_from} to {self.valid_to} (the day on which it ends)"
            raise ValueError(message)
        return self


class AtMostPart(Part):
    """None of `person` is in more bodies, or holds more posts, than this."""

    person: one_or_more(Name)  # type: ignore[valid-type]
    networks: int | None = Field(default=None, ge=0)
    posts: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _says_how_many(self) -> AtMostPart:
        if self.networks is None and self.posts is None:
            raise ValueError("does not say how many; give `networks` or `posts`")
        return self


class FilledPart(Part):
    """In every one of `unit` somebody is there in the role; without `unit`, anywhere.

    With `deputy_counts` a deputy is enough.
    """

    role: Key
    unit: one_or_more(Name) | None = None  # type: ignore[valid-type]
    deputy_counts: bool = False


class ExpectationPart(Part):
    """One line: one expectation, what to call it, the day it is about, and whether it is known to fail.

    With `known_for` it is known to fail for these only; when it fails for others too, that counts.
    """

    name: Text | Words | None = None
    on: Day | None = None
    known: Text | Words | None = None
    known_for: one_or_more(Name) | None = None  # type: ignore[valid-type]
    route: RoutePart | None = None
    never_vacant: NeverVacantPart | None = None
    at_most: AtMostPart | None = None
    filled: FilledPart | None = None

    @model_validator(mode="after")
    def _one_expectation(self) -> ExpectationPart:
        given = [kind for kind in KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            said = "says " + " and ".join(given) if given else "expects nothing"
            raise ValueError(f"{said}; a line expects one of {', '.join(KINDS)}")
        if self.known_for and not self.known:
            raise ValueError("says where it is known to fail, but not why; give `known` too")
        return self


class ExpectationsFile(Part):
    """A whole file."""

    format: Literal["ansvar.expectations/1"]
    title: Text | Words | None = None
    on: Day | None = None
    expect: list[ExpectationPart] = Field(min_length=1)


@dataclass(frozen=True)
class Expectation:
    """One line of a file, and where it stands.

    Attributes
    ----------
    number : int
        Line in the file, from 1.
    kind : str
        ``route``, ``never_vacant``, ``at_most`` or ``filled``.
    """

    number: int
    kind: str
    part: ExpectationPart


@dataclass(frozen=True)
class Expectations:
    """A file that was read.

    Attributes
    ----------
    on : date or None
        The day for lines that name none.
    """

    path: str
    on: dt.date | None
    title: str | Words | None
    lines: tuple[Expectation, ...]


def read_expectations(path: Path) -> Expectations:
    """Read one file.

    Raises
    ------
    DataError
        It cannot be read or does not fit the format: every problem with its line.
    """
    try:
        source = read_yaml(path)
    except DataError as error:
        raise DataError(error.problems, _OUTCOME) from error
    given = source.data.get("format")
    if given != FORMAT:
        what = f'has the format "{given}"' if given else "does not say which format it has"
        problem = source.problem(("format",), what, f'An expectations file begins with `format: "{FORMAT}"`.')
        raise DataError([problem], _OUTCOME)
    try:
        file = ExpectationsFile.model_validate(source.data)
    except ValidationError as error:
        raise DataError(format_problems(source, error, ExpectationsFile), _OUTCOME) from error
    lines = tuple(
        Expectation(
            source.line("expect", index), next(k for k in KINDS if getattr(part, k) is not None), part
        )
        for index, part in enumerate(file.expect)
    )
    return Expectations(str(path), file.on, file.title, lines)
