"""Findings as text: the gravest first, each with what is wrong, its clause and what helps."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from cli.words import word
from graph.texts import day_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from queries.gaps.answer import Finding, Gaps

_STYLE = {"high": "bold red", "medium": "bold yellow", "low": "bold cyan"}


def told(answer: Gaps) -> Iterator[RenderableType]:
    """Give the lines of an answer, a summary last."""
    lang = answer.lang
    for severity, findings in groupby(answer.findings, key=lambda f: f.severity):
        yield Text(word(lang, f"severity_{severity}"), style=_STYLE[severity])
        for _, same in groupby(findings, key=lambda f: f.rule):
            yield from _rule(list(same), lang)
        yield ""
    for problem in answer.problems:
        yield Text(f"{problem['file']}:{problem['line']}: {problem['what']}", style="red")
    yield summary(answer)


def _rule(findings: list[Finding], lang: str) -> Iterator[RenderableType]:
    first = findings[0]
    title = Text(first.title, style="bold")
    yield Padding(title.append(f"  {word(lang, 'k_of_n', k=first.k, n=first.n)}", style="dim"), (0, 0, 0, 2))
    for finding in findings:
        line = Text(finding.why)
        if finding.clauses:
            line.append(f"  {', '.join(finding.clauses)}", style="dim")
        yield Padding(line, (0, 0, 0, 4))
        if finding.accepted:
            accepted = word(
                lang, "accepted_until", day=day_in_words(finding.accepted_until or "", lang),
                who=finding.accepted_by or "-", reason=finding.accepted_reason or "",
            )  # fmt: skip
            yield Padding(Text(accepted, style="dim"), (0, 0, 0, 6))
        yield Padding(Text(f"-> {finding.remedy}  [{finding.id}]", style="dim"), (0, 0, 0, 6))


def summary(answer: Gaps) -> Text:
    """Give the last line: how many of each severity, and how many are accepted."""
    lang = answer.lang
    counts = {s: sum(1 for f in answer.findings if f.severity == s) for s in ("high", "medium", "low")}
    accepted = sum(1 for f in answer.findings if f.accepted)
    line = word(
        lang, "gaps_summary", count=len(answer.findings), day=day_in_words(answer.question["on"], lang),
        rules=len(answer.rules), accepted=accepted, **counts,
    )  # fmt: skip
    return Text(line, style="bold")
