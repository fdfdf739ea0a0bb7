"""Where a fact stands in its source, and what it takes over from there; nothing here reads a file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from ansvar.graph.errors import SourceLocation

if TYPE_CHECKING:
    import datetime as dt

    from ansvar.graph.errors import Problem

Place = tuple[str | int, ...]


class DatedPart(Protocol):
    """A part of a file that can say itself when it holds."""

    valid_from: dt.date | None
    valid_to: dt.date | None


@dataclass(frozen=True)
class SourceFile:
    """The data of one file, and where each value stands.

    Attributes
    ----------
    path : str
        As the user gave it.
    data : dict
        The file's content.
    lines : dict
        Place of a value (keys and list numbers from the top) -> line, from 1.
    digest : str
        Hash of the file's bytes: ``sha256:`` and 64 hexadecimal digits.
    sparse : bool
        True when it need not say everything; see `ansvar.graph.content.Node`.
    """

    path: str
    data: dict[str, Any]
    lines: dict[Place, int]
    digest: str = ""
    sparse: bool = False

    def line(self, *place: str | int) -> int:
        """Give the line of a value, or of the nearest thing around it that the file has."""
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                return self.lines[place[:length]]
        return 1

    def locate(self, *place: str | int) -> SourceLocation:
        """Tell where a value stands, for people."""
        return SourceLocation(self.path, self.line(*place))

    def problem(self, place: Place, message: str, hint: str = "") -> Problem:
        """Make a problem that points at a place in this file."""
        return self.locate(*place).problem(message, hint)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a fact stands, who states it, and the period it has unless it says otherwise.

    Attributes
    ----------
    valid_from, valid_to : str
        ISO text; empty in a source that leaves it to the day of its import.
    """

    file: SourceFile
    stated_by: str
    valid_from: str = ""
    valid_to: str = ""
    place: Place = ()

    def at(self, *place: str | int) -> Origin:
        """Go to a part of this place."""
        return replace(self, place=(*self.place, *place))

    def during(self, part: DatedPart) -> Origin:
        """Take over the period that a part states for itself."""
        return replace(
            self,
            valid_from=part.valid_from.isoformat() if part.valid_from else self.valid_from,
            valid_to=part.valid_to.isoformat() if part.valid_to else self.valid_to,
        )

    @property
    def location(self) -> SourceLocation:
        """The file and line, or the sheet and cell."""
        return self.file.locate(*self.place)

    def problem(self, message: str, hint: str = "") -> Problem:
        """Make a problem that points here."""
        return self.file.problem(self.place, message, hint)
