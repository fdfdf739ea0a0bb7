"""What a derivation changed, and the sums by which the derived edges of a graph are known.

Nothing here talks to an engine or knows why an edge follows.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Tally

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansvar.graph.content import Edge

Totals = dict[str, list[Any]]
"""Edge type -> how many derived edges of it there are, and the total of their `Tally` behind ``sum:``."""

_FORM = "sum:"


@dataclass(frozen=True)
class Derivation:
    """What a derivation took away and what it made.

    Attributes
    ----------
    removed, added : list of Edge
        In order of type, giver and receiver; an edge that stays is in neither.  Both are empty where the
        graph had no derived edges before: `totals` says all that is asked of a first load.
    totals : Totals
        Of all derived edges that the graph has afterwards.
    """

    removed: list[Edge]
    added: list[Edge]
    totals: Totals


def row_of(edge: Edge) -> dict[str, Any]:
    """Give an edge as the writing statements take it."""
    return {"giver": edge.giver, "receiver": edge.receiver, "props": dict(sorted(edge.props.items()))}


def name_of(edge: Edge) -> str:
    """Give all that an edge says as one text."""
    return repr((edge.type, row_of(edge)))


def tally_of(totals: Mapping[str, Any]) -> Tally:
    """Give what the derived edges come to; nothing for totals that cannot be counted on."""
    sums = totals.values() if are_known(totals) else ()
    total = sum(int(digest.removeprefix(_FORM), 16) for _, digest in sums)
    return Tally(total, edges=sum(number for number, _ in sums))


def totals_of(edges: Iterable[Edge]) -> Totals:
    """Count and add up edges by type; see `Totals`."""
    return changed({}, (), edges)


def are_known(totals: Mapping[str, Any]) -> bool:
    """Tell whether totals can be counted on; those of an earlier version cannot."""
    return all(str(digest).startswith(_FORM) for _, digest in totals.values())


def changed(totals: Mapping[str, Any], removed: Iterable[Edge], added: Iterable[Edge]) -> Totals:
    """Take edges from totals and add others."""
    sums = {
        edge_type: Tally(int(digest.removeprefix(_FORM), 16), edges=number)
        for edge_type, (number, digest) in totals.items()
    }
    for edges, sign in ((removed, -1), (added, 1)):
        by_type: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            by_type[edge.type].append(edge)
        for edge_type, some in by_type.items():
            sums[edge_type] = sums.get(edge_type, Tally()).plus(some, sign)
    return {kind: [t.edges, f"{_FORM}{t.total:064x}"] for kind, t in sorted(sums.items()) if t.edges}
