"""A comparison as an answer: frozen, the same for every face; JSON is its stable form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ansvar.queries.listing import json_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ansvar.queries.diff.instructions import ClauseChange

FORMAT = "ansvar.diff/1"

WENT, CAME, MOVED, CHANGED = "went", "came", "moved", "changed"
WHATS = (CAME, WENT, MOVED, CHANGED)


@dataclass(frozen=True, order=True)
class Change:
    """Something that is not as it was.

    Attributes
    ----------
    kind : str
        Label of the thing.
    key, name : str
        The thing.
    what : str
        One of `WHATS`; a thing that moved and changed in other ways too stands twice.
    field : str
        Name of the property or edge type that differs; ``<-HOLDS`` means that somebody else holds it.
        Empty for what came or went.
    before, after : str
        The value, or the keys at the other end; empty where there was or is none.
    """

    kind: str
    key: str
    what: str
    field: str
    name: str
    before: str
    after: str


@dataclass(frozen=True, order=True)
class RouteChange:
    """A route that is not as it was.

    Attributes
    ----------
    key, name : str
        Where it begins.
    before, after : str
        States, see `ansvar.queries.coverage`; empty where there was or is no such place, theme or matter.
    chain_before, chain_after : tuple of str
        Keys on the way.
    reason : str
        Why it is no plain route now.
    """

    key: str
    theme: str
    matter: str
    name: str
    before: str
    after: str
    chain_before: tuple[str, ...]
    chain_after: tuple[str, ...]
    reason: str


@dataclass(frozen=True, order=True)
class GapChange:
    """A finding that is there on one side only: ``opened`` or ``closed``."""

    what: str
    severity: str
    rule: str
    id: str
    title: str
    why: str
    subjects: tuple[str, ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, order=True)
class Notice:
    """Somebody to tell.

    Attributes
    ----------
    key, name : str
        A place, or a post.
    why : str
        ``other_way`` (matters from this place go another way), ``other_holder`` (somebody else holds a
        post that this place turns to first), ``other_deputy`` (an absence or a deputy there is not what it
        was), ``newly_asked`` or ``no_longer_asked`` (a post or unit that
        matters now come to, or do not come to any more), ``overview`` (a clause makes it keep an overview of
        what has changed).
    what : tuple of str
        The posts that others hold or that are not as they were, or the places whose matters are concerned.
    """

    key: str
    why: str
    name: str
    what: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A whole answer.

    Attributes
    ----------
    question : dict
        What was compared.
    graphs : dict
        ``before`` and ``after``: fingerprint and as_of of each.
    changes, routes, gaps, tell : tuple
        Each in its own order: by kind and key, by place, by severity, by whom to tell.
    duties : tuple of str
        Keys of the duties that somebody bore before and nobody bears now.
    names : mapping of str to str
        Key -> name for people, in the language of the answer.
    clauses : tuple of ClauseChange
        Where two instructions are compared: how their clauses differ.
    """

    question: dict[str, Any]
    graphs: dict[str, dict[str, str]]
    changes: tuple[Change, ...]
    routes: tuple[RouteChange, ...]
    duties: tuple[str, ...]
    gaps: tuple[GapChange, ...]
    tell: tuple[Notice, ...]
    names: Mapping[str, str]
    lang: str
    clauses: tuple[ClauseChange, ...] = ()

    @property
    def empty(self) -> bool:
        """True when nothing differs, apart from clauses."""
        return not (self.changes or self.routes or self.duties or self.gaps)

    @property
    def totals(self) -> dict[str, int]:
        """Count: changes by what, routes, duties, gaps opened and closed, whom to tell."""
        counts = {what: sum(change.what == what for change in self.changes) for what in WHATS}
        opened = sum(gap.what == "opened" for gap in self.gaps)
        return counts | {
            "routes": len(self.routes), "duties": len(self.duties), "opened": opened,
            "closed": len(self.gaps) - opened, "tell": len(self.tell),
        }  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        found = ("changes", "routes", "duties", "gaps", "tell", "clauses")
        return json_of(FORMAT, self, "question", "graphs", "totals", *found)
