"""The coverage map as people read it in a terminal: one sign a cell, the reasons below, the totals last."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ansvar.cli import limits
from ansvar.cli.output import Text
from ansvar.cli.words import word
from ansvar.graph.texts import day_in_words
from ansvar.queries.coverage.result import START, STATES, WORST_FIRST
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ansvar.queries.coverage.result import Cell, Coverage

_SIGNS = {"whole": "+", "fallback": "~", "not_said": "?", "broken": "X"}
_STYLES = {"whole": "green", "fallback": "yellow", "not_said": "bold magenta", "broken": "bold red"}
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = "123456789abcdefghijklmnopqrstuvwxyz"

_WIDEST_KEY = 32

Row = tuple[str, str, tuple["Cell", ...]]
"""Key, name and cells of one row."""


def page(answer: Coverage, width: int) -> Text:
    """Draw the whole map for a terminal of a width."""
    out = Text()
    day = day_in_words(answer.question["on"], answer.lang)
    out.append(word(answer.lang, "coverage_title"), style="bold")
    out.append(f"   {day}\n")
    rows = _rows(answer)
    if rows and answer.themes and answer.matters:
        _matrix(out, answer, rows, width)
        _reasons(out, answer, width)
    for note in answer.notes:
        out.append(f"\n{note}\n")
    _questions(out, answer, width)
    _totals(out, answer, width)
    out.right_crop(1)
    return out


def _rows(answer: Coverage) -> list[Row]:
    found: dict[str | None, list[Cell]] = defaultdict(list)
    for cell in answer.cells:
        found[cell.key].append(cell)
    nobody = word(answer.lang, "nobody")
    return [(key or nobody, cells[0].name if key else "", tuple(cells)) for key, cells in found.items()]


def _matrix(out: Text, answer: Coverage, rows: Sequence[Row], width: int) -> None:
    """Draw the signs, in several blocks when the columns do not fit beside each other."""
    head = min(max(len(key) for key, _, _ in rows), _WIDEST_KEY)
    per_theme = len(answer.matters)
    themes = range(len(answer.themes))
    fits = max(1, (width - head - 1) // (per_theme + 1))
    shown, hidden = _chosen(rows)
    for start in range(0, len(themes), fits):
        block = themes[start : start + fits]
        out.append("\n" + " " * head)
        for theme in block:
            out.append(f" {_at(_LETTERS, theme):<{per_theme}}", style="bold")
        out.append("\n" + " " * head)
        for _ in block:
            out.append(" " + "".join(_at(_DIGITS, n) for n in range(per_theme)), style="dim")
        out.append("\n")
        room = width - head - len(block) * (per_theme + 1) - 2
        for key, name, cells in shown:
            states = {(cell.theme, cell.matter): cell.verdict.state for cell in cells}
            out.append(f"{_cut(key, head):<{head}}")
            for theme in block:
                out.append(" ")
                for matter in answer.matters:  # a question that does not fit has no cell
                    state = states.get((answer.themes[theme]["key"], matter["key"]), "")
                    out.append(_SIGNS.get(state, " "), style=_STYLES.get(state, ""))
            out.append(f"  {_cut(name, room)}\n" if room >= limits.KEYS else "\n", style="dim")
    if hidden:
        out.append(word(answer.lang, "coverage_hidden", count=hidden) + "\n")
    _legend(out, answer, width)


def _chosen(rows: Sequence[Row]) -> tuple[Sequence[Row], int]:
    """Choose the rows to show: all of them, or of very many those where something is wrong."""
    if len(rows) <= limits.COVERAGE_ROWS:
        return rows, 0
    wrong = [row for row in rows if any(cell.verdict.state != "whole" for cell in row[2])]
    wrong.sort(key=lambda row: min(WORST_FIRST.index(cell.verdict.state) for cell in row[2]))
    shown = (wrong or rows)[: limits.COVERAGE_ROWS]
    return shown, len(rows) - len(shown)


def _legend(out: Text, answer: Coverage, width: int) -> None:
    out.append("\n")
    themes = [f"{_at(_LETTERS, n)} {theme['name']}" for n, theme in enumerate(answer.themes)]
    matters = [f"{_at(_DIGITS, n)} {matter['name']}" for n, matter in enumerate(answer.matters)]
    for entries in (themes, matters):
        out.append(textwrap.fill(" · ".join(entries), width) + "\n")
    for number, state in enumerate(STATES):
        out.append(" · " if number else "")
        out.append(_SIGNS[state], style=_STYLES[state])
        out.append(f" {value_name(answer.lang, 'verdict', state)}")
    out.append("\n")
    if answer.question["by"] in ("office", "region"):
        out.append(textwrap.fill(word(answer.lang, "coverage_worst"), width) + "\n", style="dim")


def _reasons(out: Text, answer: Coverage, width: int) -> None:
    """Tell every reason once, the worst and then the most frequent first, with the rows that it holds for."""
    rows: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    nobody = word(answer.lang, "nobody")
    begins = "unit" if answer.question["by"] == "unit" else "place"
    for cell in answer.cells:
        for verdict, number in cell.counts or ((cell.verdict, 1),):
            if verdict.state != "whole":
                rows[verdict.state, verdict.reason][cell.key or nobody] += number
                named[verdict.state, verdict.reason].add(cell.place)
    ranked = sorted(
        rows.items(), key=lambda item: (WORST_FIRST.index(item[0][0]), -sum(item[1].values()), item[0][1])
    )
    for (state, reason), keys in ranked[: limits.COVERAGE_REASONS]:
        out.append(f"\n{_SIGNS[state]} ", style=_STYLES[state])
        places = named[state, reason]
        place = places.pop() if len(places) == 1 else word(answer.lang, f"coverage_the_{begins}")
        out.append(_hanging(reason.replace(START, place), width, "  ") + "\n")
        listed = ", ".join(sorted(keys)[: limits.KEYS]) + (" ..." if len(keys) > limits.KEYS else "")
        told = word(answer.lang, "coverage_cells", count=sum(keys.values()), keys=listed)
        out.append("  " + _hanging(told, width, "  ") + "\n", style="dim")
    if len(ranked) > limits.COVERAGE_REASONS:
        out.append(f"\n{word(answer.lang, 'coverage_more', count=len(ranked) - limits.COVERAGE_REASONS)}\n")


def _questions(out: Text, answer: Coverage, width: int) -> None:
    """Say once which open questions the cells rest on, and how many cells rest on each."""
    counted: Counter[str] = Counter()
    for cell in answer.cells:
        for verdict, number in cell.counts or ((cell.verdict, 1),):
            counted.update(dict.fromkeys(verdict.questions, number))
    numbers = [
        word(answer.lang, "coverage_question", number=each["number"], count=counted[each["key"]])
        for each in answer.questions
    ]
    if numbers:
        told = word(answer.lang, "coverage_questions", numbers=", ".join(numbers))
        out.append("\n" + textwrap.fill(told, width) + "\n", style="dim")


def _totals(out: Text, answer: Coverage, width: int) -> None:
    states = ", ".join(f"{value_name(answer.lang, 'verdict', s)}: {answer.totals[s]}" for s in STATES)
    name = "coverage_totals_unit" if answer.question["by"] == "unit" else "coverage_totals"
    told = word(answer.lang, name, **answer.totals, of=answer.of, states=states)
    out.append("\n" + textwrap.fill(told, width) + "\n", style="bold")


def _at(signs: str, number: int) -> str:
    return signs[number % len(signs)]


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: room - 3]}..."


def _hanging(text: str, width: int, indent: str) -> str:
    return textwrap.fill(
        text,
        max(width - len(indent), 20),
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
