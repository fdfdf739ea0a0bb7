"""What appeared, what closed and what stayed: between two days, or between the last two loads."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from ansvar.graph.clock import local
from ansvar.graph.errors import QuestionError
from ansvar.graph.journal.book import change_sets
from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.rules import SEVERITIES
from ansvar.queries.listing import json_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractContextManager

    from ansvar.graph.journal.entry import ChangeSet
    from ansvar.graph.store import Store
    from ansvar.queries.gaps.result import Finding

FORMAT = "ansvar.gaps-trend/1"
CHANGES = ("appeared", "closed", "stayed")

_LOADS = ("load", "import")


@dataclass(frozen=True)
class FindingChange:
    """A finding that was there on one of two occasions, or on both.

    Attributes
    ----------
    change : str
        One of `CHANGES`.
    facts_changed : bool
        True for one that stayed with other facts.
    why : str
        What is wrong.
    """

    change: str
    id: str
    rule: str
    title: str
    severity: str
    subjects: tuple[str, ...]
    unit: str | None
    clauses: tuple[str, ...]
    since: str | None
    why: str
    facts_changed: bool = False


@dataclass(frozen=True)
class Trend:
    """A whole answer.

    Attributes
    ----------
    changes : tuple of FindingChange
        What appeared, then what closed, then what stayed; in each the gravest first.
    counts : dict
        ``appeared``, ``closed``, ``stayed``, ``before``, ``after``.
    """

    question: dict[str, Any]
    graph: dict[str, str]
    changes: tuple[FindingChange, ...]
    counts: dict[str, int]
    lang: str

    @property
    def items(self) -> tuple[dict[str, Any], ...]:
        """The changes as plain rows."""
        return tuple(asdict(change) for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        return json_of(FORMAT, self, "question", "graph", "counts", "items")


def trend(
    store: Store,
    start: dt.date,
    end: dt.date,
    *,
    rules: Sequence[str] | None = None,
    severity: str | None = None,
    unit: str | None = None,
    lang: str = "en",
    settings: Mapping[str, int] | None = None,
) -> Trend:
    """Compare what is found on two days, both asked of the graph as it is now.

    Raises
    ------
    QuestionError
        The second day is not after the first one.
    UnknownNameError
        As `gaps` does.
    """
    if end <= start:
        message = f"{end.isoformat()} is not after {start.isoformat()}"
        raise QuestionError(message, "Give the earlier date with --from and the later one with --to.")
    before, after = (
        gaps(store, day, rules=rules, severity=severity, unit=unit, lang=lang, settings=settings)
        for day in (start, end)
    )
    question = {"from": start.isoformat(), "to": end.isoformat(), "loads": False, "unit": unit}
    return _compared(question, after.graph, before.findings, after.findings, lang)


def last_loads(store: Store) -> tuple[ChangeSet, ChangeSet]:
    """Find the last two loads or imports that changed something, the earlier one first.

    Raises
    ------
    QuestionError
        There were not two such loads yet.
    """
    told = [s for s in change_sets(store.read) if s.verb in _LOADS and s.created + s.changed + s.ended]
    if len(told) < 2:  # noqa: PLR2004  (a comparison takes two)
        message = "there are no two loads to compare yet"
        raise QuestionError(
            message, "Give two dates with --from and --to; `ansvar log` lists what was written."
        )
    return told[1], told[0]


def trend_of_loads(
    loads: tuple[ChangeSet, ChangeSet],
    open_at: Callable[[ChangeSet], AbstractContextManager[Store]],
    lang: str = "en",
) -> Trend:
    """Compare what was found after two loads, each on the day of the load.

    Parameters
    ----------
    open_at : callable
        Opens the graph as it was known right after a change set.
    """
    days = [local(load.at)[: len("2018-06-01")] for load in loads]
    found = []
    for load, day in zip(loads, days, strict=True):
        with open_at(load) as store:
            found.append(gaps(store, dt.date.fromisoformat(day), lang=lang))
    question = {
        "from": days[0], "to": days[1], "loads": True, "loaded": [load.at for load in loads], "unit": None,
    }  # fmt: skip
    return _compared(question, found[1].graph, found[0].findings, found[1].findings, lang)


def _compared(
    question: dict[str, Any],
    graph: dict[str, str],
    before: Iterable[Finding],
    after: Iterable[Finding],
    lang: str,
) -> Trend:
    old, new = ({one.id: one for one in some} for some in (before, after))
    changes = [_change("appeared", one) for name, one in new.items() if name not in old]
    changes += [_change("closed", one) for name, one in old.items() if name not in new]
    changes += [_change("stayed", one, old[name]) for name, one in new.items() if name in old]
    changes.sort(key=lambda c: (CHANGES.index(c.change), SEVERITIES.index(c.severity), c.rule, c.subjects))
    counts = {change: sum(1 for c in changes if c.change == change) for change in CHANGES}
    return Trend(question, graph, tuple(changes), counts | {"before": len(old), "after": len(new)}, lang)


def _change(change: str, one: Finding, before: Finding | None = None) -> FindingChange:
    return FindingChange(
        change=change, id=one.id, rule=one.rule, title=one.title, severity=one.severity,
        subjects=one.subjects, unit=one.unit, clauses=one.clauses, since=one.since, why=one.why,
        facts_changed=before is not None and before.facts != one.facts,
    )  # fmt: skip
