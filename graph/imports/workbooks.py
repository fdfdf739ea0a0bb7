"""Excel workbooks become grids of cells; of a formula only the stored value is read, it is never run."""

from __future__ import annotations

import datetime as dt
import re
import warnings
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import has_signs, refusal
from ansvar.graph.errors import DataError, Problem
from ansvar.graph.imports.decoder import (
    LARGEST_CELL,
    MOST_CELLS,
    MOST_ROWS,
    SourceNotes,
    read_bytes,
    refuse_spreadsheet,
)
from ansvar.graph.imports.grids import Grid, check_size, tell_damage
from ansvar.graph.imports.package import Package, PackageProblem, look_through

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_MOST_EMPTY = 10_000
_MOST_LETTERS = 100_000_000
_SAVE = "Open it in a spreadsheet program and save it as .xlsx again, or as CSV."
_FROM_1904 = "counts days from 1904; a date written as a plain number is read as counted from 1900"


def read_workbook(path: Path, found: SourceNotes) -> list[Grid]:
    """Read all sheets that can be seen and are not empty.

    Raises
    ------
    DataError
        It is no workbook, is broken or locked, would unpack to far more than it is, or a formula has no
        stored value.
    """
    name = str(path)
    refuse_spreadsheet(name, read_bytes(path), but_excel=True)
    what = "is not an Excel workbook (.xlsx), or is truncated"
    try:
        package = look_through(path)
        what = "is not a complete Excel workbook"
        grids = _grids(path, name, package, values=True, found=found)
        if package.formulas:
            _refuse_empty_formulas(grids, _grids(path, name, package, values=False, found=SourceNotes()))
    except DataError:
        raise
    except PackageProblem as problem:
        raise DataError([Problem(name, 0, str(problem), _SAVE)]) from problem
    except Exception as error:
        # whatever a reader of foreign files trips over: the file is what is wrong
        told = re.sub(r"\s+", " ", str(error))[:120] or type(error).__name__
        raise DataError([Problem(name, 0, f"{what}: {told}", _SAVE)]) from error
    for grid in grids:
        tell_damage(grid, found)
    return [grid for grid in grids if grid.rows]


def _grids(path: Path, name: str, package: Package, *, values: bool, found: SourceNotes) -> list[Grid]:
    from openpyxl import load_workbook  # noqa: PLC0415  (takes a while; only for workbooks)
    from openpyxl.utils.datetime import MAC_EPOCH  # noqa: PLC0415

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about styles and other things that are not read
        book = load_workbook(path, read_only=True, data_only=values, keep_links=False)
        try:
            if book.epoch == MAC_EPOCH:
                found.warnings.append(Problem(name, 0, _FROM_1904, "Format dates as dates."))
            grids = []
            for sheet in book.worksheets:
                if getattr(sheet, "sheet_state", "visible") != "visible":
                    found.warnings.append(
                        Problem(name, 0, "is hidden, and is not read", "", str(sheet.title))
                    )
                    continue
                grids.append(_grid(name, sheet))
                part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
                _fill_merged(grids[-1], package.merged.get(part, []), found)
            if problems := [problem for grid in grids for problem in _sign_problems(grid)]:
                raise DataError(problems)
            return grids
        finally:
            book.close()


def _fill_merged(grid: Grid, ranges: list[str], found: SourceNotes) -> None:
    """Give every row the value of cells that are shown as one; only the first row has it."""
    from openpyxl.worksheet.cell_range import CellRange  # noqa: PLC0415  (as above)

    rows = dict(grid.rows)
    last = max(rows, default=0)
    heights = (min(area.max_row, last) - area.min_row for area in map(CellRange, ranges))
    if sum(height for height in heights if height > 0) > MOST_CELLS:
        raise DataError([grid.locate().problem("has far too many merged cells", "Unmerge them.")])
    filled: list[str] = []
    for area in map(CellRange, ranges):
        column = area.min_col - 1
        cells = rows.get(area.min_row, [])
        value = cells[column] if column < len(cells) else ""
        below = range(area.min_row + 1, min(area.max_row, last) + 1)
        for row in (rows[number] for number in below if value and number in rows):
            row += [""] * (column + 1 - len(row))  # noqa: PLW2901  (the row itself grows)
            row[column] = row[column] or value
            filled.append(area.coord)
    if filled:
        areas = list(dict.fromkeys(filled))
        shown = ", ".join(areas[:3]) + (f" and {len(areas) - 3} more" if len(areas) > 3 else "")  # noqa: PLR2004
        what = f"cells are merged across several rows ({shown}); their value is read for each row"
        found.warnings.append(grid.locate().problem(what))


def _sign_problems(grid: Grid) -> Iterator[Problem]:
    """Find the cells, and the name of the sheet, that hold characters which steer whoever reads them."""
    if what := refusal(grid.sheet):
        yield grid.locate().problem(what, "Give the sheet another name.")
    for row, cells in grid.rows:
        for column, cell in enumerate(cells):
            if has_signs(cell):
                yield grid.locate(row, _letter(column)).problem(refusal(cell), "Remove it.")


def _grid(name: str, sheet: Any) -> Grid:
    grid = Grid(name, str(sheet.title), str(sheet.title))
    sheet.reset_dimensions()  # what the file says about its size need not be so
    cells = empty = length = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text(grid, number, cell.value) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        cells += len(row)
        length += sum(map(len, texts))  # many cells can share one long text of the file
        if number > MOST_ROWS or cells > MOST_CELLS:
            check_size(grid, number, cells)
        if length > _MOST_LETTERS:
            what = f"has more than {_MOST_LETTERS:,} characters"
            raise DataError([grid.locate(number).problem(what, "Split it.")])
        if not texts:
            empty += 1
            if empty > _MOST_EMPTY:
                what = f"has more than {_MOST_EMPTY:,} empty rows one after the other"
                raise DataError([grid.locate(number).problem(what, "Delete what stands far below the list.")])
            continue
        empty = 0
        grid.rows.append((number, texts))
    return grid


def _text(grid: Grid, row: int, value: Any) -> str:
    """Write a cell's value as text: days as 2018-01-05, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.datetime):
        midnight = value.time() == dt.time(0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004
    text = str(value)
    if len(text) > LARGEST_CELL:
        raise DataError([grid.locate(row).problem(f"has a cell with more than {LARGEST_CELL:,} characters")])
    return text


def _refuse_empty_formulas(values: list[Grid], formulas: list[Grid]) -> None:
    hint = "Formulas are not run. Open the file in a spreadsheet program and save it, or write the value."
    problems = []
    for stored, written in zip(values, formulas, strict=True):
        kept = dict(stored.rows)
        for row, cells in written.rows:
            for column, (cell, value) in enumerate(zip_longest(cells, kept.get(row, []), fillvalue="")):
                if cell.startswith("=") and not value:
                    message = f"is a formula without a stored value: {cell[:60]}"
                    problems.append(written.locate(row, _letter(column)).problem(message, hint))
    if problems:
        raise DataError(problems)


def _letter(column: int) -> str:
    from openpyxl.utils import get_column_letter  # noqa: PLC0415  (as above)

    return str(get_column_letter(column + 1))
