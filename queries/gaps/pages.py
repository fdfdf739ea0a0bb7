"""The rules as pages: docs/rules/ is written from the rule files by `make docs`, and a test checks it.

python -m ansvar.queries.gaps.pages docs/rules
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.queries.gaps.rules import SETTING, SEVERITIES, built_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ansvar.queries.gaps.rules import Rule

INDEX = "README.md"
_NOTE = "<!-- Written by `make docs` from queries/gaps/{file}; change that file, not this one. -->"


def pages() -> dict[str, str]:
    """Write the index and one page for each rule: file name -> Markdown."""
    return {INDEX: _index()} | {f"{rule.name}.md": _page(rule) for rule in built_in()}


def write_pages(folder: Path) -> None:
    """Write all pages into a folder; pages of rules that are no more go."""
    made = pages()
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.md"):
        if old.name not in made:
            old.unlink()
    for name, text in made.items():
        (folder / name).write_text(text, encoding="utf-8")


def _index() -> str:
    lines = [
        _NOTE.format(file="*.cypher"),
        "# The rules",
        "",
        "Each rule is one file in `queries/gaps/`; `ansvar gaps --rule NAME` asks one alone.",
        "[CONTRIBUTING.md](../../CONTRIBUTING.md#a-rule) shows how to add one.",
        f"`{SETTING}` names a folder with your own.",
    ]
    for severity in SEVERITIES:
        rows = [
            f"| [`{rule.name}`]({rule.name}.md) | {rule.text('title', 'en')} | {_of(rule)} |"
            for rule in built_in()
            if rule.severity == severity
        ]
        lines += [
            "",
            f"## {severity.capitalize()}",
            "",
            "| rule | finds | counted against |",
            "| --- | --- | --- |",
        ]
        lines += rows
    return "\n".join(lines) + "\n"


def _page(rule: Rule) -> str:
    header = rule.statement.header
    lines = [
        _NOTE.format(file=f"{rule.name}.cypher"),
        f"# {rule.text('title', 'en')}",
        "",
        f"`{rule.name}`, severity {rule.severity}. På bokmål: {rule.text('title', 'nb')}.",
    ]
    if rule.statement.prose:
        lines += ["", *rule.statement.prose.strip().splitlines()]
    lines += ["", f"Counted against: {_of(rule)} (`denominators/{rule.of.name.split('.')[-1]}.cypher`)."]
    if rule.defaults:
        told = ", ".join(f"`--set {name}={number}`" for name, number in sorted(rule.defaults.items()))
        lines += ["", f"Thresholds, as they are unless you set others: {told}."]
    lines += ["", "## What a finding says", ""]
    lines += _texts(rule.texts["why_en"])
    lines += ["", "## What helps", ""]
    lines += _texts(rule.texts["remedy_en"])
    lines += ["", "## What a row holds", "", "| column | |", "| --- | --- |"]
    lines += [f"| `{name}` | {told.split(' -- ', 1)[-1]} |" for name, told in header["returns"].items()]
    lines += ["", "## The statement", "", "```cypher", rule.statement.text.strip(), "```"]
    return "\n".join(lines) + "\n"


def _of(rule: Rule) -> str:
    return str(rule.of.header["title_en"])


def _texts(texts: Mapping[str, str]) -> list[str]:
    return [f"- {f'`{variant}`: ' if variant else ''}{text}" for variant, text in texts.items()]


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
