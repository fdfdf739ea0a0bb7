"""The records of a source: rows of a table below its header, items of a list in a tree.

A record gives its values by the names that a mapping uses, and knows where each of them stands.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from ansvar.graph.cells import bare
from ansvar.graph.characters import composed
from ansvar.graph.imports.filters import folded, unquote
from ansvar.graph.imports.trees import check_text
from ansvar.graph.names import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from ansvar.graph.content.origin import Place
    from ansvar.graph.errors import Problem, SourceLocation
    from ansvar.graph.imports.grids import Grid
    from ansvar.graph.imports.mapping import MappingFile, SourceRule
    from ansvar.graph.imports.trees import Tree

    _Read = Callable[[Any], Any]

_HEADER_WITHIN = 25
_NOTHING_ALONE = "\u200c\u200d\u200e\u200f"


@dataclass
class Record:
    """One row or item.

    Attributes
    ----------
    number : int
        From 1, in its table or list.
    values : callable
        Name -> all its values, cleaned; none when it is empty or not there.
    location : callable
        Name -> where it stands; the record itself for an empty name.
    extra : dict
        Values that a mapping worked out (`let`), and those of the import as a whole (`@key`).
    there : callable
        Name -> whether the source can have a value of that name: a table where the column is there, a list
        in a tree where some item has such a field, be it empty.
    traces : dict
        Name in `extra` -> the fields that it was worked out from, the telling one first.
    """

    number: int
    values: Callable[[str], list[Any]]
    location: Callable[[str], SourceLocation]
    there: Callable[[str], bool]
    extra: dict[str, list[Any]] = field(default_factory=dict)
    traces: dict[str, list[str]] = field(default_factory=dict)

    def trace(self, name: str) -> list[str]:
        """Give the fields of the source that a value was worked out from; a field itself when it is one."""
        return self.traces.get(name, [name])

    def has(self, name: str) -> bool:
        """Tell whether the source speaks of that name at all, or the mapping worked it out."""
        return name in self.extra or self.there(name)

    def get(self, name: str) -> list[Any]:
        """Give the values of a field."""
        if name in self.extra:
            return self.extra[name]
        if name == "@row":
            return [self.number]
        return self.values(name)


def clean(value: Any, *, quotes: bool) -> Any:
    """Take away what no reader sees: blanks at the ends, blanks twice, unseen signs; empty becomes None."""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()[:10]
    if value is None or isinstance(value, bool | int | float):
        return value
    text = " ".join(composed(str(value)).split())
    text = unquote(text) if quotes else text
    return text if text.strip(_NOTHING_ALONE) else None


def reader_of(mapping: MappingFile) -> _Read:
    """Give what cleans values as a mapping wants it; one that it takes for missing becomes None."""
    missing = mapping.folded_words().get("missing", frozenset())
    quotes = "unquote" in mapping.clean

    def read(value: Any) -> Any:
        cleaned = clean(value, quotes=quotes)
        return None if cleaned is None or folded(cleaned) in missing else cleaned

    return read


# -- tables ----------------------------------------------------------------------------------------------


def heading(text: str) -> str:
    """Give the form in which headers are compared: no capitals, single blanks, no star at the end."""
    return " ".join(composed(text).replace("\u00a0", " ").casefold().strip(" *:").split())


@dataclass(frozen=True)
class Header:
    """Where the columns of a source stand in a table."""

    row: int
    width: int
    columns: dict[str, int]
    titles: tuple[str, ...]
    missing: tuple[str, ...]


def find_header(grid: Grid, rule: SourceRule) -> Header:
    """Find the row that has most of the columns that a source needs, among the first rows."""
    rows = enumerate(cells for _, cells in grid.rows[:_HEADER_WITHIN])
    headers = (_header(row, cells, rule) for row, cells in rows)
    return min(headers, key=lambda header: len(header.missing), default=_header(0, (), rule))


def _header(row: int, cells: Sequence[str], rule: SourceRule) -> Header:
    titles = [heading(cell) for cell in cells]
    known = {name: [h for h in map(heading, each) if h in titles] for name, each in rule.columns.items()}
    columns = {name: titles.index(each[0]) for name, each in known.items() if each}
    missing = tuple(name for name in rule.columns if name not in columns and name not in rule.optional)
    return Header(row, len(cells), columns, tuple(cell.strip() for cell in cells), missing)


def header_problems(grid: Grid, rule: SourceRule, header: Header) -> list[Problem]:
    """Say which columns are missing, or stand there twice."""
    line = grid.rows[header.row][0] if grid.rows else 0
    problems = []
    for name in header.missing:
        hint = near(rule.columns[name][0], filter(None, header.titles))
        known = " or ".join(f'"{variant}"' for variant in rule.columns[name])
        problems.append(grid.locate(line).problem(f"the column {known} is missing", hint))
    titles = [heading(title) for title in header.titles]
    for name, at in header.columns.items():
        if titles.count(titles[at]) > 1:
            title = header.titles[at]
            message = f'the column "{title}" occurs more than once'
            hint = f'Keep the one that "{name}" is to be read from.'
            problems.append(grid.locate(line, title).problem(message, hint))
    return problems


def table_records(
    grid: Grid, header: Header, read: _Read, problems: list[Problem], warnings: list[Problem]
) -> Iterator[Record]:
    """Give the rows below the header; a row with more cells than the header is a problem.

    The header once more, as where lists were put one below the other, is no record.
    """
    number = 0
    titles = [heading(title) for title in header.titles]
    for line, cells in grid.rows[header.row + 1 :]:
        if [heading(cell) for cell in cells] == titles:
            warnings.append(grid.locate(line).problem("repeats the header, and is skipped"))
            continue
        if len(cells) > header.width and any(cell.strip() for cell in cells[header.width :]):
            message = f"has {len(cells)} cells, but the header has {header.width}"
            hint = "Look for a delimiter inside a cell without quotes."
            problems.append(grid.locate(line).problem(message, hint))
            continue
        number += 1
        yield _row(grid, header, line, cells, number, read)


def _row(grid: Grid, header: Header, line: int, cells: Sequence[str], number: int, read: _Read) -> Record:
    def values(name: str) -> list[Any]:
        if name == "@line":
            return [line]
        at = header.columns.get(name)
        value = read(bare(cells[at])) if at is not None and at < len(cells) else None
        return [] if value is None else [value]

    def location(name: str) -> SourceLocation:
        at = header.columns.get(name)
        return grid.locate(line, header.titles[at] if at is not None else "")

    return Record(number, values, location, header.columns.__contains__)


# -- trees -----------------------------------------------------------------------------------------------


def tree_records(tree: Tree, path: str, read: _Read) -> Iterator[Record]:
    """Give the items at a path such as ``groups[].people[]``; a single thing counts as a list of one."""
    chains = list(_items(tree, tree.data, (), path.split("[]")))

    @cache
    def there(name: str) -> bool:
        parts = name.split(".")
        begins = [".".join(parts[:length]) for length in range(1, len(parts) + 1)] if name != "." else [name]
        return any(_find(tree, chain, begin) for chain in chains for begin in begins)

    for number, chain in enumerate(chains, start=1):
        yield _item(tree, chain, number, there, read)


def _items(tree: Tree, value: Any, place: Place, levels: Sequence[str]) -> Iterator[list[tuple[Any, Place]]]:
    """Give chains of (item, place), outermost first."""
    name = levels[0].strip(".")
    for found, at in _step_down(tree, value, place, name) if name else [(value, place)]:
        many = isinstance(found, list)
        for index, each in enumerate(found if many else [found]):
            location = (*at, index) if many else at
            if each is None:
                continue
            if len(levels) <= 2 and not any(level.strip(".") for level in levels[1:]):  # noqa: PLR2004
                yield [(each, location)]
            else:
                for chain in _items(tree, each, location, levels[1:]):
                    yield [(each, location), *chain]


def _step_down(tree: Tree, value: Any, place: Place, name: str) -> list[tuple[Any, Place]]:
    """Follow a dotted name; a name that is there as a whole goes first."""
    if isinstance(value, str) and value in tree.nodes:
        value, place = tree.nodes[value], tree.places[value]
    if isinstance(value, list):
        return [pair for i, each in enumerate(value) for pair in _step_down(tree, each, (*place, i), name)]
    if not isinstance(value, dict):
        return []
    if name in value:
        return [(value[name], (*place, name))]
    for cut in (at for at, sign in enumerate(name) if sign == "."):
        if name[:cut] in value:
            return _step_down(tree, value[name[:cut]], (*place, name[:cut]), name[cut + 1 :])
    return []


def _item(
    tree: Tree, chain: list[tuple[Any, Place]], number: int, there: Callable[[str], bool], read: _Read
) -> Record:
    def values(name: str) -> list[Any]:
        made: list[Any] = []
        for value, place in _find(tree, chain, name):
            for each in value if isinstance(value, list) else [value]:
                if isinstance(each, str):
                    check_text(tree.locate(place), each)
                cleaned = None if isinstance(each, dict | list) else read(each)
                if cleaned is not None and cleaned not in made:
                    made.append(cleaned)
        return made

    def location(name: str) -> SourceLocation:
        found = _find(tree, chain, name) if name else []
        return tree.locate(found[0][1] if found else chain[-1][1])

    return Record(number, values, location, there)


def _find(tree: Tree, chain: list[tuple[Any, Place]], name: str) -> list[tuple[Any, Place]]:
    """Find the values of a name; ``../`` goes to the item around, ``.`` is the item itself."""
    up = 0
    while name.startswith("../"):
        name, up = name.removeprefix("../"), up + 1
    if up >= len(chain):
        return []
    value, place = chain[-1 - up]
    if name == ".":
        return [(value, place)]
    if name == "@path":
        return [(str(place[0]) if place else "", place)]
    return _step_down(tree, value, place, name)
