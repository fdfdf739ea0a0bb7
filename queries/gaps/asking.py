"""Asks the rules and gathers what they found."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.cypher import load_statement
from graph.errors import AnsvarError, Problem, UnknownNameError, nearest
from queries.gaps.answer import Finding, Gaps, RuleResult
from queries.gaps.rules import SEVERITIES, Rule, all_rules, problem_of, user_folder
from queries.gaps.telling import Found, checked, tell, with_names
from queries.listing import in_language, today
from queries.names import refuse_unknown

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping, Sequence

    from graph.store import Store

_STATEMENTS = Path(__file__).parent / "statements"


def gaps(
    store: Store,
    on: dt.date | None = None,
    rules: Sequence[str] | None = None,
    severity: str | None = None,
    unit: str | None = None,
    lang: str = "en",
    settings: Mapping[str, int] | None = None,
    folder: Path | None = None,
) -> Gaps:
    """Find where it breaks.

    Parameters
    ----------
    store : Store
        The graph; it is asked once for each rule.
    on : date, optional
        The day the question is asked for; today when left out.
    rules : sequence of str, optional
        Names of the rules to ask; all of them when left out.
    severity : str, optional
        The least severity that is wanted: ``medium`` leaves out the low ones.
    unit : str, optional
        Only findings that concern this unit or something under it.
    lang : str
        ``nb`` or ``en``, for names and reasons.
    settings : mapping of str to int, optional
        Thresholds: ``days``, or ``term_ending.days`` for one rule only.
    folder : Path, optional
        Folder with rules of the user's; the one that `ANSVAR_RULES` names when left out.

    Returns
    -------
    Gaps
        A rule file that cannot be used is told of in `problems` and stops nothing.

    Raises
    ------
    UnknownNameError
        There is no such rule, severity, threshold or unit, with the nearest ones.
    """
    on = on or today()
    known, problems = all_rules(folder or user_folder())
    asked = _chosen(known, rules, severity)
    thresholds = _thresholds(asked, known, settings or {})
    inside = _inside(store, unit, on)
    run = _Run(store, on, lang, inside)
    for rule in asked:
        run.ask(rule, thresholds[rule.name])
    question = {
        "on": on.isoformat(), "rules": sorted(rules) if rules else None, "severity": severity, "unit": unit,
        "settings": dict(sorted((settings or {}).items())),
    }  # fmt: skip
    return run.answer(question, problems)


def _chosen(known: Sequence[Rule], names: Sequence[str] | None, severity: str | None) -> list[Rule]:
    by_name = {rule.name: rule for rule in known}
    for name in names or ():
        if name not in by_name:
            raise UnknownNameError(
                "rule", name, nearest(name, by_name), "`ansvar gaps` lists all that were asked."
            )
    if severity is not None and severity not in SEVERITIES:
        raise UnknownNameError("severity", severity, nearest(severity, SEVERITIES))
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1] if severity else SEVERITIES
    return [rule for rule in known if (not names or rule.name in names) and rule.severity in grave]


def _thresholds(
    asked: Sequence[Rule], known: Sequence[Rule], settings: Mapping[str, int]
) -> dict[str, dict[str, int]]:
    """Give each rule its thresholds: its own defaults, over them what was set."""
    valid = {name for rule in known for t in rule.defaults for name in (t, f"{rule.name}.{t}")}
    for name in settings:
        if name not in valid:
            raise UnknownNameError("setting", name, nearest(name, valid))
    return {
        rule.name: {
            name: settings.get(f"{rule.name}.{name}", settings.get(name, value))
            for name, value in rule.defaults.items()
        }
        for rule in asked
    }


def _inside(store: Store, unit: str | None, on: dt.date) -> frozenset[str] | None:
    """Give the keys of a unit and all under it; None when the whole organisation is meant."""
    if unit is None:
        return None
    rows = store.read(load_statement(_STATEMENTS / "within.cypher"), unit=unit, on=on)
    if not rows:
        refuse_unknown(store, "unit", unit, {"Unit"})
    return frozenset(row["key"] for row in rows)


class _Run:
    """One question on its way: what was found so far, and what went wrong."""

    def __init__(self, store: Store, on: dt.date, lang: str, inside: frozenset[str] | None) -> None:
        self.store = store
        self.on = on
        self.lang = lang
        self.inside = inside
        self.findings: list[Finding] = []
        self.results: list[RuleResult] = []
        self.problems: list[Problem] = []
        self._counts: dict[str, int] = {}

    def ask(self, rule: Rule, thresholds: Mapping[str, int]) -> None:
        """Ask one rule; what is wrong with a rule of the user's becomes a problem."""
        try:
            found = checked(rule, self._rows(rule, thresholds))
            n = self._count(rule)
        except AnsvarError as error:
            if not rule.own:
                raise
            self.problems.append(problem_of(Path(rule.statement.file), error))
            return
        k = sum(one.count for one in found)
        shown = [one for one in found if self._concerned(one)]
        self.findings += [tell(one, k, n, thresholds, self.lang) for one in shown]
        self.results.append(
            RuleResult(
                rule.name, rule.text("title", self.lang), rule.severity, k, n,
                str(in_language(rule.of.header, self.lang)["title"]), len(shown),
            )
        )  # fmt: skip

    def _rows(self, rule: Rule, thresholds: Mapping[str, int]) -> list[dict[str, Any]]:
        return self.store.read(rule.statement, on=self.on, **thresholds)

    def _count(self, rule: Rule) -> int:
        """Count what a rule could have found, once for all rules that count the same."""
        if rule.of.file not in self._counts:
            rows = self.store.read(rule.of, on=self.on)
            self._counts[rule.of.file] = int(rows[0]["n"]) if rows else 0
        return self._counts[rule.of.file]

    def _concerned(self, found: Found) -> bool:
        if self.inside is None:
            return True
        return found.row["unit"] in self.inside or not self.inside.isdisjoint(found.subjects)

    def answer(self, question: dict[str, Any], problems: Iterable[Problem]) -> Gaps:
        """Put the answer together, with the names of all that it speaks of."""
        keys = sorted({key for f in self.findings for key in (*f.subjects, f.unit) if key})
        rows = self.store.read(load_statement(_STATEMENTS / "context.cypher"), keys=keys)
        state = next(row["data"] for row in rows if row["part"] == "graph")
        names = {
            r["data"]["key"]: in_language(r["data"], self.lang)["name"] for r in rows if r["part"] == "name"
        }
        findings = [with_names(finding, names) for finding in self.findings]
        findings.sort(key=lambda f: (SEVERITIES.index(f.severity), f.rule, f.subjects))
        accepted = Counter(f.rule for f in findings if f.accepted)
        results = [replace(result, accepted=accepted[result.rule]) for result in self.results]
        results.sort(key=lambda r: (SEVERITIES.index(r.severity), r.rule))
        return Gaps(
            question=question,
            graph={"fingerprint": state["fingerprint"] or "", "as_of": state["as_of"] or ""},
            findings=tuple(findings),
            rules=tuple(results),
            problems=tuple(
                {"file": p.file, "line": p.line, "what": p.what, "then": p.then}
                for p in sorted({*problems, *self.problems})
            ),
            lang=self.lang,
        )
