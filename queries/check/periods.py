"""Periods as pairs of ISO dates, [from, to): joined, cut and subtracted without looking at single days."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Period = tuple[str, str]


def joined(periods: Iterable[Period]) -> list[Period]:
    """Join periods that touch or overlap, in order; empty ones are left out."""
    found: list[Period] = []
    for start, end in sorted(p for p in periods if p[0] < p[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def common(one: Iterable[Period], other: Iterable[Period]) -> list[Period]:
    """Give the periods that lie in both."""
    others = list(other)
    return joined((max(a, c), min(b, d)) for a, b in one for c, d in others)


def without(periods: Iterable[Period], holes: Iterable[Period]) -> list[Period]:
    """Give the periods with all days in `holes` taken out."""
    left = joined(periods)
    for start, end in joined(holes):
        left = [cut for a, b in left for cut in ((a, min(b, start)), (max(a, end), b)) if cut[0] < cut[1]]
    return left
