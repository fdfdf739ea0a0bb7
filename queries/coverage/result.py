"""The coverage map as an answer: frozen, the same for every face; JSON is its stable form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ansvar.queries.doubt import numbers
from ansvar.queries.listing import json_of
from ansvar.queries.texts import text

FORMAT = "ansvar.coverage/2"

STATES = ("whole", "fallback", "not_said", "broken")
WORST_FIRST = STATES[::-1]

START = "\x00"
"""Stands in a verdict's reason for the name of the place, because places share the rest of it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the walk from a place came to; places that share a walk share the verdict.

    Attributes
    ----------
    state : str
        ``whole``, ``fallback`` (a clause or a deputy carries it another way), ``not_said`` (the instruction
        does not say how it goes on) or ``broken``; the same as of a route.
    reason : str
        Who is not there and since when, where it stops, or that nothing is said; empty where all are there.
        `START` stands for the name of the place.
    clauses : tuple of str
        The clauses that ask for who is not there.
    chain : tuple of str
        Keys on the way, the place itself left out.
    questions : tuple of str
        Keys of what the clauses behind the way leave unclear, so that it rests on how they are read.
    """

    state: str
    reason: str
    clauses: tuple[str, ...]
    chain: tuple[str, ...]
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One place, or one group of places, for one theme and one kind of matter.

    Attributes
    ----------
    key : str or None
        The centre, office or region; None for places that have none.
    place : str
        What to call the place in a reason: its name, or for a group just that, in words.
    verdict : Verdict
        For a group: the worst one of its places, the most frequent of these.
    counts : tuple of (Verdict, int)
        For a group: every verdict with how many places have it, worst and then most frequent first.
    """

    key: str | None
    name: str
    place: str
    theme: str
    matter: str
    verdict: Verdict
    counts: tuple[tuple[Verdict, int], ...] = ()

    @property
    def reason(self) -> str:
        """The verdict's reason with the place named."""
        return self.told(self.verdict)

    def told(self, verdict: Verdict) -> str:
        """Give the reason of a verdict with the place named."""
        return verdict.reason.replace(START, self.place)

    def count(self, state: str) -> int:
        """Tell how many places of a group have a state."""
        return sum(number for verdict, number in self.counts if verdict.state == state)


@dataclass(frozen=True)
class Coverage:
    """A whole map.

    Attributes
    ----------
    question : dict
        ``on``, ``by``, ``theme`` and ``matter`` as they were asked.
    themes, matters : tuple of dict
        The columns: ``key`` and ``name``.
    cells : tuple of Cell
        By row, then theme, then matter.
    totals : dict of str to int
        ``places``, ``cells`` and one count for each state; places counted once, however they are grouped.
    notes : tuple of str
        What else a reader should know.
    questions : tuple of dict
        What the clauses behind the ways leave unclear, as in a route.
    """

    question: dict[str, Any]
    graph: dict[str, str]
    themes: tuple[dict[str, str], ...]
    matters: tuple[dict[str, str], ...]
    cells: tuple[Cell, ...]
    totals: dict[str, int]
    notes: tuple[str, ...]
    questions: tuple[dict[str, Any], ...]
    lang: str

    @property
    def of(self) -> str:
        """What the cells are, and so what `totals` counts in its states."""
        return text(self.lang, "cells_of_unit" if self.question["by"] == "unit" else "cells_of")

    @property
    def items(self) -> tuple[dict[str, Any], ...]:
        """The cells as scripts read them."""
        by = self.question["by"]
        return tuple(_item(by, cell) for cell in self.cells)

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        parts = ("question", "graph", "themes", "matters", "totals", "of", "notes", "questions", "items")
        return json_of(FORMAT, self, *parts)

    @property
    def rows(self) -> tuple[dict[str, Any], ...]:
        """The cells as rows of a table: of open questions their numbers."""
        return tuple(item | {"questions": numbers(self.questions, item["questions"])} for item in self.items)


def _item(by: str, cell: Cell) -> dict[str, Any]:
    item = {
        by: cell.key,
        "name": cell.name,
        "theme": cell.theme,
        "matter": cell.matter,
        **_verdict_row(cell, cell.verdict),
    }
    if cell.counts:
        item["places"] = sum(number for _, number in cell.counts)
        item["counts"] = {state: cell.count(state) for state in STATES}
        item["reasons"] = [_verdict_row(cell, verdict) | {"count": number} for verdict, number in cell.counts]
    return item


def _verdict_row(cell: Cell, verdict: Verdict) -> dict[str, Any]:
    return {
        "state": verdict.state,
        "reason": cell.told(verdict),
        "clauses": list(verdict.clauses),
        "chain": list(verdict.chain),
        "questions": list(verdict.questions),
    }
