"""The world that the tests of gaps start from: complete, so that every finding is the work of a test.

`WHOLE` is an organisation in which no rule finds anything, under the instruction of `norm()`, which has
duties, numbers and an exclusion beside the steps of `suite.words.HOUSE`.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from ansvar.graph.load.loader import load_files
from ansvar.queries.gaps.query import gaps
from suite.words import HOUSE, WEST, instruction, organisation, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ansvar.graph.store import Store

DAY = dt.date(2018, 6, 1)

Duty = tuple[str, str, str, dict[str, Any]]
"""Section, the role that bears it, what it is, and what else is said of it."""

DUTIES: tuple[Duty, ...] = (
    ("2", "contact", "follow up the places", {}),
    ("3", "expert", "guide the contacts", {}),
    ("3", "expert", "keep an overview of noise", {"themes": ["noise"]}),
    ("4", "network", "discuss questions", {}),
    ("5", "leader", "lead the network", {}),
)

NUMBERS: dict[str, dict[str, Any]] = {
    "network": {"at_least": 1, "at_most": 1},
    "leader": {"at_least": 1, "at_most": 1},
    "chief": {"at_least": 1, "at_most": 1},
}
EXCLUSIONS = (("contact", "network"), ("leader", "contact"))

WHOLE = (
    *WEST,
    "network:n covers noise, light",
    "person:deputy-contact deputises for post:contact",
    "person:deputy-expert deputises for post:expert",
    "person:deputy-leader deputises for post:leader",
    "person:deputy-chief deputises for post:chief",
)


def is_part(k: int | None, n: int | None) -> bool:
    """Tell whether a rule says "k of n", and says no more than all."""
    return k is not None and n is not None and 0 <= k <= n


def norm(
    *lines: str,
    duties: Sequence[Duty] = DUTIES,
    numbers: dict[str, dict[str, Any]] | None = None,
    exclusions: Sequence[tuple[str, str]] = EXCLUSIONS,
    **of_norm: Any,
) -> dict[str, Any]:
    """Give an instruction with duties, numbers and exclusions; the lines of HOUSE when none are given."""
    file = instruction(*(lines or HOUSE), **of_norm)
    clauses = {clause["section"]: clause for clause in file["clauses"]}
    roles = {role["key"]: role for role in file["roles"]}
    for section, bearer, words, more in duties:
        bearers = [role for role in (bearer.split("+") if bearer else []) if role in roles]
        if section in clauses and bearers:
            duty = {"bearers": bearers, "modality": "shall", "text": {"nb": f"{words} (nb)", "en": words}}
            clauses[section].setdefault("duties", []).append(duty | more)
    for key, number in (NUMBERS if numbers is None else numbers).items():
        if key in roles:
            roles[key] |= number
    file["exclusions"] = [
        {
            "from": one, "to": two, "clauses": [file["clauses"][0]["section"]],
            "why": {"nb": f"{one} holdes fra {two}.", "en": f"{one} is kept apart from {two}."},
        }
        for one, two in exclusions
        if one in roles and two in roles
    ]  # fmt: skip
    return file


def load(
    store: Store,
    folder: Path,
    *lines: str,
    written: dict[str, Any] | None = None,
    ended_on: dt.date | None = None,
) -> None:
    """Load an organisation together with an instruction, as two files."""
    files = [
        write(folder / "norm.yaml", written or norm()),
        write(folder / "organisation.yaml", organisation(*lines)),
    ]
    load_files(store, files, ended_on=ended_on)


def found(
    store: Store, on: dt.date = DAY, rules: Sequence[str] | None = None, **asked: Any
) -> set[tuple[str, ...]]:
    """Give what the rules find: rule, then the subjects."""
    return {(f.rule, *f.subjects) for f in gaps(store, on, rules=rules, **asked).findings}


def changed(*pairs: tuple[str, str | None], more: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Give WHOLE with some lines exchanged or left out, and some more."""
    lines = list(WHOLE)
    for old, new in pairs:
        lines[lines.index(old)] = new or ""
    return (*(line for line in lines if line), *more)
