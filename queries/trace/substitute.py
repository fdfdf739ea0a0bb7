"""Who or what would stand in for somebody on a route, were nobody there; read off the route alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ansvar.queries.trace.result import Route, RoutePerson, Step


@dataclass(frozen=True)
class Instead:
    """What then carries the matter on: the deputies, else a step; neither when nothing does."""

    deputies: tuple[RoutePerson, ...] = ()
    step: Step | None = None


def substitute_for(route: Route, at: int) -> Instead:
    """Say what carries on when nobody is at a step, by the order in which a route is found.

    Deputies come first, then another lawful way that leaves the route right before the step.  Nobody is
    passed over: without either, nothing carries on.

    Parameters
    ----------
    at : int
        Place of the step in `route.steps`, from 0.
    """
    step = route.steps[at]
    if step.deputies:
        return Instead(deputies=step.deputies)
    before = [other.key for other in route.steps[:at]]
    for way in route.alternatives:
        if len(way) > at and [other.key for other in way[:at]] == before and way[at].key != step.key:
            return Instead(step=way[at])
    return Instead()
