"""The journal in the graph: read back, and what its newest entry says.

How a change set is written stands in `commit`; what it means, and how it is taken back, in `entry`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ansvar.graph.content import Tally
from ansvar.graph.content.plan import Fact
from ansvar.graph.journal.entry import ChangeSet, Source, key_of
from ansvar.graph.journal.seal import JournalPart

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    Read = Callable[..., list[dict[str, Any]]]
    """`Store.read` or `Transaction.run`."""

_AT_ONCE = 200
"""Change sets whose facts are read with one question."""

FORM = 2
"""Number of the way in which facts are kept: it rises when an earlier graph has to be brought up to date."""


@dataclass(frozen=True)
class Head:
    """The newest change set, and what the graph holds after it; all empty for an empty graph.

    Attributes
    ----------
    number : int
        0 when nothing was written yet.
    at, seal : str
        Its moment and its seal; `seal` is empty as long as the journal has none.
    sealed_from : int
        Number of the first change set that was sealed when it was written; 0 as long as there is none.
    fingerprint : str
        Of the content.
    sum : str
        Total of its `ansvar.graph.content.Tally`, in hexadecimal digits; empty in a graph that an
        earlier version wrote.
    derived : str
        Number and hash of the derived edges by type, as JSON.
    nodes, edges : int
        How many there are; 0 where that is not kept yet.
    form : int
        The `FORM` of the version that wrote last; 0 where that is not kept yet.
    schema : str
        Names the constraints and indexes that were defined; empty where that is not kept yet.
    """

    number: int = 0
    at: str = ""
    seal: str = ""
    sealed_from: int = 0
    fingerprint: str = ""
    sum: str = ""
    derived: str = "{}"
    nodes: int = 0
    edges: int = 0
    form: int = 0
    schema: str = ""

    @property
    def earlier(self) -> bool:
        """True when an earlier version of the program wrote the graph last."""
        return bool(self.fingerprint and (not self.sum or self.form < FORM))

    @property
    def tally(self) -> Tally:
        """What the content comes to."""
        return Tally(int(self.sum or "0", 16), self.nodes, self.edges)

    def holding(self, tally: Tally, derived: str) -> Head:
        """Give it with another content."""
        return replace(
            self, fingerprint=tally.fingerprint, sum=f"{tally.total:x}", derived=derived, nodes=tally.nodes,
            edges=tally.edges, form=FORM,
        )  # fmt: skip


def head(read: Read) -> Head:
    """Ask for the newest change set; one node is touched."""
    rows = read("journal.head")
    return head_from(rows[0], read) if rows else Head()


def head_from(row: dict[str, Any], read: Read) -> Head:
    """Make it of a row; in a graph of before it was kept there, the journal itself is asked."""
    known = {name: value for name, value in row.items() if value is not None}
    if "number" not in known and "fingerprint" in known:
        known |= next(iter(read("journal.last")), {})
    return Head(**known)


def change_sets(read: Read) -> tuple[ChangeSet, ...]:
    """List all change sets, the newest first."""
    return tuple(_change_set(row) for row in read("journal.sets"))


def facts_between(read: Read, first: int, last: int) -> Iterable[tuple[int, Fact]]:
    """Give the facts of some change sets, the newest first: number of the change set, and the fact."""
    return _facts(read("journal.facts", first=first, last=last))


def facts_about(read: Read, key: str) -> Iterable[tuple[int, Fact]]:
    """Give all that was ever written of one thing and of its edges, the newest first."""
    rows = read("journal.about", key=key)
    return ((number, fact) for number, fact in _facts(rows) if key in fact.keys)


def parts_by_set(read: Read, last: int) -> Iterator[tuple[int, list[JournalPart]]]:
    """Give the parts of all change sets up to one, in order; those without parts are passed over."""
    for first in range(0, last + 1, _AT_ONCE):
        span = {"first": first, "last": min(first + _AT_ONCE - 1, last)}
        rows = read("journal.all_parts", **span)
        for number, some in groupby(rows, key=lambda row: int(row["number"])):
            yield number, [_part(row) for row in some]


def _part(row: dict[str, Any]) -> JournalPart:
    keys, facts = (tuple(row[name] or ()) for name in ("keys", "facts"))
    return JournalPart(int(row["number"]), int(row["part"]), str(row["at"] or ""), keys, facts)


def _facts(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[int, Fact]]:
    for row in rows:
        for text in reversed(row["facts"]):
            yield int(row["number"]), Fact.from_text(text)


def _change_set(row: dict[str, Any]) -> ChangeSet:
    told: dict[str, Any] = {name: "" if value is None else value for name, value in row.items()}
    told["sources"] = tuple(Source(*json.loads(text)) for text in row["sources"] or ())
    return ChangeSet(**told)


__all__ = [
    "FORM", "Head", "change_sets", "facts_about", "facts_between", "head", "head_from", "key_of",
    "parts_by_set",
]  # fmt: skip
