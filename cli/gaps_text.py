"""Findings as text: the gravest first, each with what is wrong, its clause and what helps; the sums last."""

from __future__ import annotations

import io
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding

from ansvar.cli import limits
from ansvar.cli.output import Console, Text
from ansvar.cli.words import word
from ansvar.graph.journal.actor import name_actor
from ansvar.graph.texts import day_in_words
from ansvar.queries.gaps.render import counted, joined, told_left
from ansvar.queries.texts import text
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from rich.console import RenderableType

    from ansvar.queries.gaps.result import Cause, Finding, Gaps, RuleResult

_STYLE = {"high": "bold red", "medium": "bold yellow", "low": "bold cyan"}
_WIDTH = 100


def page(answer: Gaps, *, everything: bool = False) -> Group:
    """Write a whole answer.

    Parameters
    ----------
    everything : bool
        Write every finding out; otherwise those of a rule that found many are counted in part.
    """
    return Group(*_lines(answer, len(answer.findings) if everything else limits.FINDINGS), summary(answer))


def plain(answer: Gaps, *, everything: bool = False) -> str:
    """Write a whole answer as lines without colours, for a file."""
    out = io.StringIO()
    Console(file=out, width=_WIDTH).print(page(answer, everything=everything))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _lines(answer: Gaps, most: int) -> Iterator[RenderableType]:
    lang = answer.lang
    results = {result.rule: result for result in answer.rules}
    if answer.findings:
        aside = sum(1 for finding in answer.findings if not results[finding.rule].required)
        roots = {f.cause.id for f in answer.findings if results[f.rule].required}
        yield Text(
            word(lang, "gaps_causes", count=len(answer.findings) - aside, causes=len(roots), aside=aside)
        )
        yield Text()
    following = [row for cause in answer.causes for row in cause.counts]
    for severity, causes in groupby(answer.causes, key=lambda cause: cause.severity):
        yield Text(
            word(lang, "severity", severity=value_name(lang, "severity", severity)), style=_STYLE[severity]
        )
        joint, alone = answer.apart(causes)
        for cause, findings in joint:
            yield from _cause(cause, findings, results, answer, most)
        for rule, same in sorted(alone.items()):
            # what follows from a cause is counted there
            k = results[rule].k - sum(row["count"] for row in following if row["rule"] == rule)
            told = replace(results[rule], k=k)
            yield from _rule(sorted(same, key=lambda f: f.subjects), told, answer, most)
        yield Text()
    for note in answer.notes:
        yield Text(note, style="yellow")
    for problem in answer.problems:
        yield Text(f"{problem['file']}:{problem['line']}: {problem['what']}", style="red")
        if problem["then"]:
            yield _indented(Text(problem["then"]), 2)


def _cause(
    cause: Cause,
    findings: Sequence[Finding],
    results: Mapping[str, RuleResult],
    answer: Gaps,
    most: int,
) -> Iterator[RenderableType]:
    """Write what is at the root of findings, what it leaves with nobody, and what follows from it."""
    citations, lang = answer.citations, answer.lang
    root = next((finding for finding in findings if finding.id == cause.id), None)
    yield _indented(Text(cause.why, style="bold"), 2)
    if root:
        where = f"{citations.cite(root.clauses)}  " if root.clauses else ""
        told = f"{root.title}: {counted(results[root.rule], lang)}"
        yield _indented(Text.assemble((where, "cyan"), (f"{told}  [{root.id}]", "dim")), 4)
        yield from _questions(answer.numbers(root), lang, 4)
        yield from _accepted(root, lang, 4)
    if left := told_left(cause, citations):
        yield _indented(Text(left), 4)
    yield _indented(Text(f"→ {cause.remedy}", style="italic"), 4)
    following = [finding for finding in findings if finding is not root]
    counts = {row["rule"]: row["count"] for row in cause.counts}
    for rule, same in groupby(following, key=lambda f: f.rule):
        result = replace(results[rule], k=counts[rule])
        yield from _rule(
            list(same), result, answer, most, by=4, remedies=False, known=root.questions if root else ()
        )


def _rule(
    findings: Sequence[Finding],
    result: RuleResult,
    answer: Gaps,
    most: int,
    *,
    by: int = 2,
    remedies: bool = True,
    known: Collection[str] = (),
) -> Iterator[RenderableType]:
    lang = answer.lang
    first = findings[0]
    yield _indented(Text.assemble((first.title, "bold"), (f"  {counted(result, lang)}", "dim")), by)
    if not result.required and len(findings) > 1 and most < len(findings):
        # what no clause asks for is one line
        names = joined([finding.subject_names[0] for finding in findings], lang)
        told = word(lang, "gaps_not_required", names=names, rule=first.rule)
        yield _indented(Text(told), by + 2)
        return
    # one that fits one line more is written out rather than counted
    shown = findings if len(findings) <= most + 1 else findings[:most]
    alike = len({finding.remedy for finding in findings}) == 1
    for finding in shown:
        told = "" if set(finding.questions) <= set(known) else answer.numbers(finding)
        yield from _finding(finding, answer, by + 2, told, remedy=remedies and not alike)
    if len(shown) < len(findings):
        rest = word(lang, "gaps_more", count=len(findings) - len(shown), rule=first.rule)
        yield _indented(Text(rest, style="dim"), by + 2)
    if alike and remedies:
        yield _indented(Text(f"→ {first.remedy}", style="italic"), by + 2)


def _finding(
    finding: Finding, answer: Gaps, by: int, questions: str, *, remedy: bool
) -> Iterator[RenderableType]:
    line = Text.assemble("· ", finding.why)
    if finding.clauses:
        line.append(f"  {answer.citations.cite(finding.clauses)}", style="cyan")
    line.append(f"  [{finding.id}]", style="dim")
    yield _indented(line, by)
    yield from _questions(questions, answer.lang, by + 2)
    yield from _accepted(finding, answer.lang, by + 2)
    if remedy:
        yield _indented(Text(f"→ {finding.remedy}", style="italic"), by + 2)


def _questions(numbers: str, lang: str, by: int) -> Iterator[RenderableType]:
    if numbers:
        yield _indented(Text(f"· {text(lang, 'rests_on', numbers=numbers)}", style="dim"), by)


def _accepted(finding: Finding, lang: str, by: int) -> Iterator[RenderableType]:
    if finding.accepted:
        who = name_actor(lang, finding.accepted_by or "", finding.accepted_on_behalf_of or "")
        who = who or word(lang, "somebody")
        day, reason = day_in_words(finding.accepted_until or "", lang), finding.accepted_reason or ""
        told = word(lang, "accepted_until", day=day, who=who, reason=reason)
        yield _indented(Text(told, style="green"), by)


def _indented(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def summary(answer: Gaps) -> Text:
    """Give the last line: how many of each severity, and how many are accepted."""
    lang = answer.lang
    counts = {s: sum(1 for f in answer.findings if f.severity == s) for s in _STYLE}
    accepted = sum(1 for f in answer.findings if f.accepted)
    day = day_in_words(answer.question["on"], lang)
    counts |= {"count": len(answer.findings), "rules": len(answer.rules), "accepted": accepted}
    return Text(word(lang, "gaps_summary", day=day, **counts), style="bold")
