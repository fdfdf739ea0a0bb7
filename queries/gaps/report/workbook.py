"""An answer as a workbook: the findings, the rules, and what was asked.

Whatever a cell holds is text to the spreadsheet, never a formula.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from typing import TYPE_CHECKING, Any

from ansvar.graph.cells import fill
from ansvar.queries.gaps.render import told_follows, told_left, word
from ansvar.queries.gaps.report.columns import COLUMNS
from ansvar.queries.vocabulary import value_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from ansvar.queries.gaps.result import Gaps

_FIRST_YEAR = 1900  # a spreadsheet knows no earlier day
_WIDTHS = {
    "why": 70, "remedy": 50, "clauses": 40, "subject_names": 40, "title": 36, "subjects": 32, "of": 40,
    "text": 70, "reading": 70,
}  # fmt: skip
_FILLS = {"high": "F8D7DA", "medium": "FFF3CD", "low": "D9EDF7"}


def workbook(answer: Gaps) -> bytes:
    """Give the answer as an .xlsx file."""
    # the library takes its time to import, and most answers are not workbooks
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    findings = book.active
    if findings is None or not hasattr(findings, "append"):
        raise RuntimeError("a new workbook has no sheet")
    findings.title = word(answer.lang, "sheet_findings")
    rows = [
        each | {"clauses": [answer.citations.cite([clause]) for clause in each["clauses"]]}
        for each in answer.rows
    ]
    _sheet(findings, COLUMNS, rows, answer.lang)
    causes = book.create_sheet(word(answer.lang, "sheet_causes"))
    columns = ("id", "severity", "why", "left", "follows", "remedy")
    told = [
        vars(cause)
        | {"left": told_left(cause, answer.citations), "follows": told_follows(cause, answer.lang)}
        for cause in answer.causes
    ]
    _sheet(causes, columns, told, answer.lang)
    rules = book.create_sheet(word(answer.lang, "sheet_rules"))
    names = ("rule", "title", "severity", "k", "n", "of", "shown", "accepted")
    _sheet(rules, names, [{n: getattr(rule, n) for n in names} for rule in answer.rules], answer.lang)
    doubts = book.create_sheet(word(answer.lang, "sheet_questions"))
    told = [each | {"clauses": answer.citations.cite(each["clauses"])} for each in answer.questions]
    _sheet(doubts, ("number", "text", "reading", "clauses"), told, answer.lang)
    about = book.create_sheet(word(answer.lang, "sheet_about"))
    asked = {name: value for name, value in answer.question.items() if value not in (None, {}, [])}
    facts = [*asked.items(), *answer.graph.items()]
    facts += [("problem", f"{p['file']}:{p['line']}: {p['what']}") for p in answer.problems]
    _sheet(about, ("name", "value"), [{"name": n, "value": v} for n, v in facts], answer.lang)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(sheet: Worksheet, columns: Sequence[str], rows: Iterable[dict[str, Any]], lang: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, column in enumerate(columns, 1):
        head = sheet.cell(1, place)
        _put(head, word(lang, f"column_{column}"))
        head.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(column, 16)
    last = 1
    for last, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            cell = sheet.cell(last, place)
            value = row.get(column)
            _put(cell, value_name(lang, "severity", str(value)) if column == "severity" else value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if column == "severity":
                cell.fill = PatternFill("solid", start_color=_FILLS[str(value)])
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{last}"


def _put(cell: Cell | Any, value: Any) -> None:
    """Write a value: a day as such, all else as `ansvar.graph.cells` does."""
    if day := _day(value):
        cell.value = day
        cell.number_format = "yyyy-mm-dd"
    else:
        fill(cell, value, "\n")


def _day(value: Any) -> dt.date | None:
    if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        return None
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None
