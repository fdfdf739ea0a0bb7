"""CSV, TSV and other delimited text become grids of cells; what a column means is not known here."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from ansvar.graph.errors import DataError, Problem, SourceLocation
from ansvar.graph.imports.decoder import (
    LARGEST_CELL,
    MOST_CELLS,
    MOST_ROWS,
    SourceNotes,
    decode,
    plain_ends,
    read_bytes,
    refuse_spreadsheet,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE = 22
_DAMAGED = "\ufffd"


@dataclass
class Grid:
    """The cells of one table.

    Attributes
    ----------
    file : str
        Path as the user gave it.
    sheet : str
        Name of the sheet; empty for a text file.
    name : str
        By which a mapping can ask for it: the sheet's name, or the file's without its ending.
    rows : list of (int, list of str)
        Line or row number from 1, and the cells; empty rows are left out.
    """

    file: str
    sheet: str
    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def locate(self, line: int = 0, column: str = "") -> SourceLocation:
        """Tell where a cell stands."""
        return SourceLocation(self.file, line, self.sheet, column)


def read_delimited(path: Path, found: SourceNotes) -> Grid:
    """Read delimited text.

    The delimiter is the one that cuts the first lines most evenly; a first line ``sep=;`` says it outright.

    Raises
    ------
    DataError
        It is no text, a quote is never closed, or a cell or the whole is too large.
    """
    name = str(path)
    content = read_bytes(path)
    refuse_spreadsheet(name, content)
    text = decode(name, content).removeprefix("\ufeff")
    first = text.partition("\n")[0].strip()
    skipped = 0
    if first.lower().startswith("sep=") and len(first) == len("sep=") + 1:
        delimiter, skipped = first[-1], 1
        text = text.partition("\n")[2]
    else:
        delimiter = _delimiter(text)
    try:
        rows = _rows(text, delimiter, strict=True)
    except csv.Error as error:
        told, line = error.args
        try:
            if "unexpected end" in told or "field limit" in told:
                raise
            rows = _rows(text, delimiter, strict=False)
        except csv.Error as again:
            raise DataError([_broken(name, line, again.args[0])]) from again
        what = "has a quote inside a cell that is not doubled; the cell is read as it is"
        found.warnings.append(Problem(name, line, what, 'Write "" for a quote inside a cell.'))
    grid = Grid(name, "", path.stem, [(line + skipped, cells) for line, cells in rows])
    check_size(grid, len(rows), sum(len(cells) for _, cells in rows))
    tell_damage(grid, found)
    if not grid.rows:
        raise DataError([Problem(name, 0, "is empty")])
    return grid


def check_size(grid: Grid, rows: int, cells: int) -> None:
    """Refuse what is too large to be an organisation."""
    if rows > MOST_ROWS or cells > MOST_CELLS:
        what = f"has more than {MOST_ROWS:,} rows or {MOST_CELLS:,} cells"
        raise DataError([grid.locate().problem(what, "Split it, or delete what is empty.")])


def tell_damage(grid: Grid, found: SourceNotes) -> None:
    """Say how many cells hold the mark of letters that were lost before."""
    hurt = [line for line, cells in grid.rows if any(_DAMAGED in cell for cell in cells)]
    if hurt:
        rows = f"{len(hurt)} row(s) contain characters that were lost earlier ({_DAMAGED})"
        what = f"{rows}; the first one is here"
        found.warnings.append(
            grid.locate(hurt[0]).problem(what, "Correct the names by hand where it matters.")
        )


def _rows(text: str, delimiter: str, *, strict: bool) -> list[tuple[int, list[str]]]:
    """Give the rows, each with the line that it begins on; a quoted cell can go over several lines.

    Raises
    ------
    csv.Error
        What is wrong, and the line that the row begins on.
    """
    rows, begins = [], 1
    before = csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader(_lines(text), delimiter=delimiter, strict=strict)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        raise csv.Error(str(error), begins) from error
    finally:
        csv.field_size_limit(before)
    return rows


def _lines(text: str) -> Iterable[str]:
    """Cut at line ends only (str.splitlines would cut at other signs too)."""
    return (line + "\n" for line in plain_ends(text).split("\n"))


def _delimiter(text: str) -> str:
    sample = list(islice(_lines(text), 200))
    best, most = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            rows = islice(csv.reader(sample, delimiter=delimiter), _SAMPLE)
            widths = Counter(len(cells) for cells in rows if any(cell.strip() for cell in cells))
        except csv.Error:
            continue
        # the width that most rows share; a wider one where two share it
        width, times = max(widths.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        if width > 1 and (times, width) > most:
            best, most = delimiter, (times, width)
    return best


def _broken(name: str, line: int, told: str) -> Problem:
    if "field limit" in told:
        what = f"has a cell with more than {LARGEST_CELL:,} characters"
        return Problem(name, line, what, "A quote that is never closed can be the cause.")
    return Problem(name, line, "has a quote that is never closed", "Close it, or remove it.")
