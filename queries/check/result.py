"""The answer to a file of expectations: one result a line; JSON is its stable form."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from ansvar.queries.limits import SUBJECTS
from ansvar.queries.listing import json_of

FORMAT = "ansvar.check/1"
RESULTS = ("holds", "fails", "unjudged")

Judged = tuple[int, dict[str, list[str]]]
"""How many were looked at, and reason -> keys of those that fail for it."""


@dataclass(frozen=True)
class Failing:
    """One reason for failing, and for whom it holds.

    Attributes
    ----------
    subjects : tuple of str
        The keys, in order; the first twenty.
    count : int
        How many routes, posts, people or units there are with this reason.
    """

    why: str
    subjects: tuple[str, ...]
    count: int

    @classmethod
    def of(cls, why: str, subjects: list[str]) -> Failing:
        """Gather those with the same reason; a subject that comes several times is named once."""
        return cls(why, tuple(dict.fromkeys(subjects))[:SUBJECTS], len(subjects))


@dataclass(frozen=True)
class Result:
    """What became of one line.

    Attributes
    ----------
    line : int
        Where it stands in the file, from 1.
    result : str
        ``holds``, ``fails`` or ``unjudged`` (what it names is not there).
    why : str
        For a line that fails or cannot be judged: the reason in a sentence.
    known : str or None
        Why the line is expected to fail, when the file says so.
    beyond : tuple of str
        Keys that it fails for although it is known to fail for others only; the first twenty.
    checked : int
        How many routes, posts, people or units were looked at.
    of : str
        What these are, in the language of the answer.
    failing : tuple of Failing
        Every reason, the most frequent first.
    """

    line: int
    name: str
    kind: str
    on: str
    result: str
    why: str
    known: str | None
    beyond: tuple[str, ...]
    checked: int
    of: str
    failing: tuple[Failing, ...]

    @property
    def counts(self) -> bool:
        """True when the line speaks against the organisation: it fails, and nobody said that it would."""
        return self.result == "fails" and (self.known is None or bool(self.beyond))


@dataclass(frozen=True)
class Checked:
    """A whole answer.

    Attributes
    ----------
    title : str
        What the file calls itself; its path when it says nothing.
    totals : dict of str to int
        ``lines``, one count for each result, and ``known``: failing lines that were expected to fail.
    """

    question: dict[str, Any]
    graph: dict[str, str]
    title: str
    results: tuple[Result, ...]
    lang: str

    @property
    def totals(self) -> dict[str, int]:
        """Count the results."""
        counted = {name: sum(r.result == name for r in self.results) for name in RESULTS}
        known = sum(r.result == "fails" and not r.counts for r in self.results)
        return {"lines": len(self.results)} | counted | {"known": known}

    @property
    def exit_code(self) -> int:
        """0: all holds or was known not to; 1: a line fails; 3: none fails, but one cannot be judged."""
        if any(r.counts for r in self.results):
            return 1
        return 3 if any(r.result == "unjudged" for r in self.results) else 0

    @property
    def items(self) -> tuple[dict[str, Any], ...]:
        """The results as scripts read them."""
        return tuple(asdict(result) for result in self.results)

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        return json_of(FORMAT, self, "question", "graph", "title", "totals", "items")
