"""Periods are half-open, [start, end), in ISO dates, which compare as text; an open end has a date too.

How old a confirmation may be, and other limits, stand in `limits` or with the rule or face that has them.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OPEN_END = "9999-12-31"
"""The end of what has none: later than any day that can be asked for."""


class Period(NamedTuple):
    """The days from `start` on and before `end`; one that ends where it begins, or before, has no day."""

    start: str
    end: str = OPEN_END

    @classmethod
    def of(cls, props: Mapping[str, Any]) -> Period:
        """Take the period of a node or an edge from its properties ``valid_from`` and ``valid_to``."""
        return cls(str(props["valid_from"]), str(props["valid_to"]))

    def __bool__(self) -> bool:
        """Tell whether there is a day in it."""
        return self.start < self.end

    def contains(self, day: str) -> bool:
        """Tell whether a day lies in it."""
        return self.start <= day < self.end

    def overlaps(self, other: Period) -> bool:
        """Tell whether some day lies in both."""
        return bool(self.intersect(other))

    def intersect(self, other: Period) -> Period:
        """Give the days that lie in both; without a day when there is none."""
        return Period(max(self.start, other.start), min(self.end, other.end))

    def ending(self, day: str) -> Period:
        """Give what is left when it ends on a day at the latest; never less than no day at its start."""
        return Period(self.start, max(min(self.end, day), self.start))

    def __str__(self) -> str:
        return f"{self.start} to {'open end' if self.end == OPEN_END else self.end}"


def join(periods: Iterable[Period]) -> list[Period]:
    """Join periods that touch or overlap, in order; those without a day are left out."""
    joined: list[Period] = []
    for period in sorted(filter(None, periods)):
        if joined and period.start <= joined[-1].end:
            joined[-1] = Period(joined[-1].start, max(joined[-1].end, period.end))
        else:
            joined.append(period)
    return joined


def intersect(one: Iterable[Period], other: Iterable[Period]) -> list[Period]:
    """Give the days that lie in a period of each, joined."""
    others = list(other)
    return join(a.intersect(b) for a in one for b in others)


def subtract(periods: Iterable[Period], holes: Iterable[Period]) -> list[Period]:
    """Give the days that lie in `periods` and in none of `holes`, joined."""
    gaps = join(holes)
    starts = chain([""], (gap.end for gap in gaps))
    ends = chain((gap.start for gap in gaps), [OPEN_END])
    return intersect(periods, map(Period, starts, ends))
