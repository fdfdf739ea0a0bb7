"""What appeared, what closed and what stayed: between two days, or between the last two loads."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ansvar.graph import clock
from ansvar.graph.errors import QuestionError
from ansvar.queries.gaps.asking import gaps
from ansvar.queries.gaps.rules import SEVERITIES, all_rules, user_folder
from ansvar.queries.listing import json_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from ansvar.graph.store import Store, Transaction
    from ansvar.queries.gaps.answer import Finding

FORMAT = "ansvar.gaps-trend/1"
CHANGES = ("appeared", "closed", "stayed")

_PART = 1_000


@dataclass(frozen=True)
class Change:
    """A finding that was there on one of two occasions, or on both.

    Attributes
    ----------
    change : str
        One of `CHANGES`.
    facts_changed : bool
        True for one that stayed with other facts.
    why : str or None
        What is wrong; null between loads, for which only the facts are kept.
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
    why: str | None
    facts_changed: bool = False


@dataclass(frozen=True)
class Trend:
    """A whole answer.

    Attributes
    ----------
    changes : tuple of Change
        What appeared, then what closed, then what stayed; in each the gravest first.
    counts : dict
        ``appeared``, ``closed``, ``stayed``, ``before``, ``after``.
    """

    question: dict[str, Any]
    graph: dict[str, str]
    changes: tuple[Change, ...]
    counts: dict[str, int]
    lang: str

    @property
    def items(self) -> tuple[dict[str, Any], ...]:
        """The changes as plain rows."""
        return tuple(asdict(change) for change in self.changes)

    def to_json(self) -> dict[str, Any]:
        """Give the stable form, ready for `json.dumps`."""
        return json_of(FORMAT, self, "question", "graph", "counts", "items")


_KEPT = ("id", "rule", "severity", "facts", "subjects", "unit", "clauses", "since")
"""What is written down of a finding, in order."""


@dataclass(frozen=True)
class _Known:
    """A finding that was written down."""

    id: str
    rule: str
    severity: str
    facts: str
    subjects: tuple[str, ...]
    unit: str | None
    clauses: tuple[str, ...]
    since: str | None
    title: str
    why: str | None = None


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
        raise QuestionError(message, "Name the earlier day with --from and the later one with --to.")
    before, after = (
        gaps(store, day, rules=rules, severity=severity, unit=unit, lang=lang, settings=settings)
        for day in (start, end)
    )
    question = {"from": start.isoformat(), "to": end.isoformat(), "loads": False, "unit": unit}
    return _compared(question, after.graph, before.findings, after.findings, lang)


def trend_of_loads(store: Store, lang: str = "en") -> Trend:
    """Compare what was found after the last two loads that changed something.

    Raises
    ------
    QuestionError
        There were not two such loads yet.
    """
    rows = store.read("findings.tallies")
    tallies = [list(parts) for _, parts in groupby(rows, key=lambda row: row["number"])]
    if len(tallies) < 2:  # noqa: PLR2004  (a comparison takes two)
        message = "there are no two loads to compare yet"
        raise QuestionError(
            message, "Every `ansvar load` that changes something is kept; or name --from and --to."
        )
    first, last = tallies
    titles = {rule.name: rule.text("title", lang) for rule in all_rules(user_folder())[0]}
    before, after = (
        [_read(text, titles) for part in parts for text in part["findings"] or ()] for parts in (first, last)
    )
    question = {
        "from": first[0]["day"], "to": last[0]["day"], "loads": True,
        "loaded": [first[0]["at"], last[0]["at"]], "unit": None,
    }  # fmt: skip
    return _compared(
        question, {"fingerprint": last[0]["fingerprint"], "as_of": last[0]["at"]}, before, after, lang
    )


def keep(store: Store, on: dt.date | None = None) -> int:
    """Write down what is found now, for later comparisons; done after each load that changed something.

    Returns
    -------
    int
        How many findings there are.
    """
    on = on or clock.today()
    found = gaps(store, on)
    texts = [
        json.dumps([getattr(finding, name) for name in _KEPT], ensure_ascii=False)
        for finding in found.findings
    ]
    parts = [texts[start : start + _PART] for start in range(0, len(texts), _PART)] or [[]]

    def work(tx: Transaction) -> None:
        number = tx.run("findings.tally_number")[0]["number"]
        same = {
            "number": number, "day": on.isoformat(), "recorded_at": clock.stamp(clock.now()),
            "fingerprint": found.graph["fingerprint"],
        }  # fmt: skip
        rows = [
            same | {"key": f"tally:{number}:{place}", "part": place, "findings": part}
            for place, part in enumerate(parts, 1)
        ]
        tx.run_rows("findings.tally", rows)

    store.write(work)
    return len(texts)


def _read(text: str, titles: Mapping[str, str]) -> _Known:
    name, rule, severity, facts, subjects, unit, clauses, since = json.loads(text)
    title = titles.get(rule, rule)
    return _Known(name, rule, severity, facts, tuple(subjects), unit, tuple(clauses), since, title)


def _compared(
    question: dict[str, Any],
    graph: dict[str, str],
    before: Iterable[_Known | Finding],
    after: Iterable[_Known | Finding],
    lang: str,
) -> Trend:
    old, new = ({one.id: one for one in some} for some in (before, after))
    changes = [_change("appeared", one) for name, one in new.items() if name not in old]
    changes += [_change("closed", one) for name, one in old.items() if name not in new]
    changes += [_change("stayed", one, old[name]) for name, one in new.items() if name in old]
    changes.sort(key=lambda c: (CHANGES.index(c.change), SEVERITIES.index(c.severity), c.rule, c.subjects))
    counts = {change: sum(1 for c in changes if c.change == change) for change in CHANGES}
    return Trend(question, graph, tuple(changes), counts | {"before": len(old), "after": len(new)}, lang)


def _change(change: str, one: _Known | Finding, before: _Known | Finding | None = None) -> Change:
    return Change(
        change=change, id=one.id, rule=one.rule, title=one.title, severity=one.severity,
        subjects=one.subjects, unit=one.unit, clauses=one.clauses, since=one.since, why=one.why,
        facts_changed=before is not None and before.facts != one.facts,
    )  # fmt: skip
