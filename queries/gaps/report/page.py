"""What the page of an answer says; its frame and style are those of all pages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ansvar.graph.journal.actor import name_actor
from ansvar.graph.texts import day_in_words
from ansvar.queries.gaps.render import counted, told_follows, told_left, word
from ansvar.queries.gaps.report.picture import WIDTH, picture
from ansvar.queries.gaps.rules import SEVERITIES
from ansvar.queries.limits import FINDINGS
from ansvar.queries.page import render
from ansvar.queries.texts import text
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.queries.gaps.result import Finding, Gaps

_PAGE = Path(__file__).parent / "page.html"


def page(answer: Gaps, *, title: str = "") -> str:
    """Give the answer as HTML.

    Parameters
    ----------
    title : str
        Name of the organisation, for the heading; may be empty.
    """
    lang = answer.lang
    return render(
        _PAGE, lang, {"day": lambda day: day_in_words(day, lang) if day else ""},
        answer=answer, title=title, cite=answer.citations.cite,
        say=lambda name, **places: word(lang, name, **places),
        rests_on=lambda numbers: text(lang, "rests_on", numbers=numbers),
        counted=lambda result: counted(result, lang),
        severity=lambda name: value_name(lang, "severity", name),
        who=lambda f: name_actor(lang, f.accepted_by or "", f.accepted_on_behalf_of or ""),
        day=day_in_words(answer.question["on"], lang),
        totals=_totals(answer), groups=_groups(answer), units=_units(answer), clauses=_clauses(answer),
        pictures=[(stop, picture(stop, answer.citations)) for stop in answer.stops],
        width=WIDTH, most=FINDINGS,
    )  # fmt: skip


def _totals(answer: Gaps) -> list[dict[str, Any]]:
    """Count by severity: all, and those that are accepted."""
    return [
        {
            "severity": severity,
            "count": sum(1 for f in answer.findings if f.severity == severity),
            "accepted": sum(1 for f in answer.findings if f.severity == severity and f.accepted),
        }
        for severity in SEVERITIES
    ]


def _groups(answer: Gaps) -> list[dict[str, Any]]:
    """Gather the findings: by cause where several have one, or else by rule; in the order of the answer."""
    results = {rule.rule: rule for rule in answer.rules}
    made = []
    joint, alone = answer.apart(answer.causes)
    for cause, findings in joint:
        told = [told_left(cause, answer.citations), told_follows(cause, answer.lang)]
        made.append(_group(f"cause-{cause.id}", cause.why, cause.severity, findings) | {
            "counted": " ".join(filter(None, told)), "remedy": cause.remedy,
        })  # fmt: skip
    for name, findings in alone.items():
        result = results[name]
        made.append(_group(f"rule-{name}", result.title, result.severity, findings) | {
            "counted": counted(result, answer.lang),
            "note": "" if result.required else word(answer.lang, "not_required"),
        })  # fmt: skip
    return sorted(made, key=lambda group: SEVERITIES.index(group["severity"]))


def _group(key: str, title: str, severity: str, findings: list[Finding]) -> dict[str, Any]:
    alike = {finding.remedy for finding in findings}
    return {
        "key": key, "title": title, "severity": severity, "note": "", "findings": findings[:FINDINGS],
        "more": max(0, len(findings) - FINDINGS), "remedy": alike.pop() if len(alike) == 1 else "",
    }  # fmt: skip


def _units(answer: Gaps) -> list[dict[str, Any]]:
    """Gather the findings by the unit that they concern, those with the gravest first."""
    by_unit: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in answer.findings:
        by_unit[finding.unit_name or "", finding.unit or ""].append(finding)
    rows = [{"key": key, "name": name, **_weight(same)} for (name, key), same in by_unit.items()]
    return sorted(rows, key=lambda r: (*(-r[s] for s in SEVERITIES), r["name"] == "", r["name"], r["key"]))


def _clauses(answer: Gaps) -> list[dict[str, Any]]:
    """Gather the findings by clause, in the order in which the findings cite them."""
    by_clause: dict[str, list[Finding]] = defaultdict(list)
    for finding in answer.findings:
        for clause in finding.clauses:
            by_clause[clause].append(finding)
    rows = [
        {"clause": clause, "text": answer.clauses.get(clause, ""), **_weight(same)}
        for clause, same in by_clause.items()
    ]
    return sorted(rows, key=lambda r: tuple(-r[s] for s in SEVERITIES))


def _weight(findings: Iterable[Finding]) -> dict[str, Any]:
    findings = list(findings)
    counts = {severity: sum(1 for f in findings if f.severity == severity) for severity in SEVERITIES}
    titles = list(dict.fromkeys(finding.title for finding in findings))
    return counts | {"all": len(findings), "titles": titles}
