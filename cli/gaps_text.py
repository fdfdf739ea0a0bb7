"""Findings as text: the gravest first, each with what is wrong, its clause and what helps; the sums last."""

from __future__ import annotations

import io
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding

from ansvar.cli import limits
from ansvar.cli.output import Console, Text
from ansvar.cli.words import word
from ansvar.graph.journal.actor import name_actor
from ansvar.graph.texts import day_in_words
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from ansvar.graph.citation import Citations
    from ansvar.queries.gaps.result import Finding, Gaps

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
    of = {result.rule: result.of for result in answer.rules}
    for severity, findings in groupby(answer.findings, key=lambda f: f.severity):
        yield Text(
            word(lang, "severity", severity=value_name(lang, "severity", severity)), style=_STYLE[severity]
        )
        for rule, same in groupby(findings, key=lambda f: f.rule):
            yield from _rule(list(same), of[rule], answer.citations, most)
        yield Text()
    for note in answer.notes:
        yield Text(note, style="yellow")
    for problem in answer.problems:
        yield Text(f"{problem['file']}:{problem['line']}: {problem['what']}", style="red")
        if problem["then"]:
            yield _indented(Text(problem["then"]), 2)


def _rule(findings: Sequence[Finding], of: str, citations: Citations, most: int) -> Iterator[RenderableType]:
    lang = citations.lang
    first = findings[0]
    counted = f"{word(lang, 'k_of_n', k=first.k, n=first.n)} {of}"
    counted = counted if first.n is not None else word(lang, "k_found", k=first.k)
    title = Text.assemble((first.title, "bold"), (f"  {counted}", "dim"))
    yield _indented(title, 2)
    # one that fits one line more is written out rather than counted
    shown = findings if len(findings) <= most + 1 else findings[:most]
    alike = len({finding.remedy for finding in findings}) == 1
    for finding in shown:
        yield from _finding(finding, citations, remedy=not alike)
    if len(shown) < len(findings):
        rest = word(lang, "gaps_more", count=len(findings) - len(shown), rule=first.rule)
        yield _indented(Text(rest, style="dim"), 4)
    if alike:
        yield _indented(Text(f"→ {first.remedy}", style="italic"), 4)


def _finding(finding: Finding, citations: Citations, *, remedy: bool) -> Iterator[RenderableType]:
    lang = citations.lang
    line = Text.assemble("· ", finding.why)
    if finding.clauses:
        line.append(f"  {citations.cite(finding.clauses)}", style="cyan")
    line.append(f"  [{finding.id}]", style="dim")
    yield _indented(line, 4)
    if finding.accepted:
        who = name_actor(lang, finding.accepted_by or "", finding.accepted_on_behalf_of or "")
        who = who or word(lang, "somebody")
        day, reason = day_in_words(finding.accepted_until or "", lang), finding.accepted_reason or ""
        told = word(lang, "accepted_until", day=day, who=who, reason=reason)
        yield _indented(Text(told, style="green"), 6)
    if remedy:
        yield _indented(Text(f"→ {finding.remedy}", style="italic"), 6)


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
