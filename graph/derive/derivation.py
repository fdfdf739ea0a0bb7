"""What a derivation changed, and the sums by which the derived edges of a graph are known.

Nothing here talks to an engine or knows why an edge follows.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ansvar.graph.load.content import Edge

Totals = dict[str, list[Any]]
"""Edge type -> how many derived edges of it there are, and their `hash_of`."""

_WHOLE = 2**256
_FORM = "sum:"


@dataclass(frozen=True)
class Derivation:
    """What a derivation took away and what it made.

    Attributes
    ----------
    removed, added : list of Edge
        In order of type, giver and receiver; an edge that stays is in neither.
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


def hash_of(edges: Iterable[Edge]) -> str:
    """Hash edges, independent of their order.

    Returns
    -------
    str
        ``sum:`` and 64 hexadecimal digits: the sum modulo 2^256 of the SHA-256 of each edge.
    """
    return _text(sum(_number(edge) for edge in edges))


def totals_of(edges: Iterable[Edge]) -> Totals:
    """Count and hash edges by type."""
    by_type: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        by_type[edge.type].append(edge)
    return {edge_type: [len(some), hash_of(some)] for edge_type, some in sorted(by_type.items())}


def are_known(totals: Mapping[str, Any]) -> bool:
    """Tell whether totals can be counted on; those of an earlier version cannot."""
    return all(str(digest).startswith(_FORM) for _, digest in totals.values())


def changed(totals: Mapping[str, Any], removed: Iterable[Edge], added: Iterable[Edge]) -> Totals:
    """Take edges from totals and add others."""
    counts = {edge_type: number for edge_type, (number, _) in totals.items()}
    sums = {edge_type: int(digest.removeprefix(_FORM), 16) for edge_type, (_, digest) in totals.items()}
    for edges, sign in ((removed, -1), (added, 1)):
        for edge in edges:
            counts[edge.type] = counts.get(edge.type, 0) + sign
            sums[edge.type] = sums.get(edge.type, 0) + sign * _number(edge)
    return {
        edge_type: [counts[edge_type], _text(sums[edge_type])]
        for edge_type in sorted(counts)
        if counts[edge_type]
    }


def _number(edge: Edge) -> int:
    return int.from_bytes(hashlib.sha256(name_of(edge).encode()).digest(), "big")


def _text(number: int) -> str:
    return f"{_FORM}{number % _WHOLE:064x}"
