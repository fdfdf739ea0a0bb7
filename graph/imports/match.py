"""Which mapping fits which sources, and which of its rules reads which table."""

from __future__ import annotations

from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import DataError, Problem
from ansvar.graph.imports.records import (
    Header,
    find_header,
    header_problems,
    heading,
    reader_of,
    table_records,
    tree_records,
)
from ansvar.graph.imports.trees import Tree
from ansvar.graph.names import near

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.graph.imports.grids import Grid
    from ansvar.graph.imports.mapping import MappingFile, SourceRule
    from ansvar.graph.imports.records import Record


@dataclass
class Fitted:
    """The records of every source rule of a mapping.

    Attributes
    ----------
    records : dict
        Name of the source rule -> its records, in the order of the sources.
    """

    records: dict[str, list[Record]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def fits(mapping: MappingFile, sources: Sequence[Grid | Tree]) -> int:
    """Tell how well a mapping fits: 0 when some source has no rule, else more for a closer fit."""
    score = 0
    for source in sources:
        if isinstance(source, Tree):
            points = _tree_points(mapping, source)
        else:
            points = max((len(h.columns) for _, _, h in _whole(mapping, source)), default=0)
        # a sheet may hold remarks when there are others; one of all has to fit
        if not points and (len(sources) == 1 or not getattr(source, "sheet", "")):
            return 0
        score += points
    return score


def _tree_points(mapping: MappingFile, tree: Tree) -> int:
    rule = mapping.fits
    if rule is None or (rule.kind == "turtle") != (tree.kind == "turtle"):
        return 0
    if tree.kind == "turtle":
        there = {name for node in tree.nodes.values() for name in node}
        there |= {kind for node in tree.nodes.values() for kind in node.get("@type", ())}
    else:
        there = set(tree.data)
    found = len(there & {*rule.any_of, *rule.all_of})
    return found if set(rule.all_of) <= there and (not rule.any_of or there & set(rule.any_of)) else 0


def _named(rule: SourceRule, grid: Grid) -> bool:
    name = heading(grid.name)
    return not rule.sheet or any(fnmatchcase(name, heading(pattern)) for pattern in rule.sheet)


def _candidates(mapping: MappingFile, grid: Grid) -> list[tuple[str, SourceRule, Header]]:
    return [
        (name, rule, find_header(grid, rule))
        for name, rule in mapping.sources.items()
        if rule.columns and _named(rule, grid)
    ]


def _whole(mapping: MappingFile, grid: Grid) -> list[tuple[str, SourceRule, Header]]:
    return [(name, rule, header) for name, rule, header in _candidates(mapping, grid) if not header.missing]


def fit(mapping: MappingFile, sources: Sequence[Grid | Tree]) -> Fitted:
    """Give every source to the rule that reads it.

    Raises
    ------
    DataError
        A table lacks columns, or no rule is for it.
    """
    made = Fitted({name: [] for name in mapping.sources})
    read = reader_of(mapping)
    unused: list[Grid] = []
    seen: dict[str, Grid] = {}
    for source in sources:
        if isinstance(source, Tree):
            _fit_tree(made, mapping, source, read)
            continue
        twin = seen.setdefault(_text_of(source), source)
        if twin is not source:
            what = f"is the same list as {twin.locate()}, and is read once"
            made.warnings.append(source.locate().problem(what))
            continue
        whole = _whole(mapping, source)
        if not whole:
            unused.append(source)
            continue
        name, rule, header = max(whole, key=lambda each: len(each[2].columns))
        made.problems += header_problems(source, rule, header)
        made.records[name] += table_records(source, header, read, made.problems, made.warnings)
    used = {source.file for source in sources if source not in unused}
    for grid in unused:
        if grid.sheet and grid.file in used and not _near(mapping, grid):
            what = "is not a list that the mapping knows, and is not read"
            made.warnings.append(grid.locate().problem(what))
        else:
            made.problems += _misfit(mapping, grid)
    if made.problems:
        raise DataError(made.problems)
    return made


def _text_of(grid: Grid) -> str:
    """Give all cells as one text; empty ones at the end of a row do not count."""
    return "\n".join("\t".join(cells).rstrip() for _, cells in grid.rows)


def _near(mapping: MappingFile, grid: Grid) -> bool:
    """Tell whether a sheet is meant for a rule: by its name, or by most of its columns."""
    return any(
        rule.sheet or len(header.missing) < len(rule.columns) - len(rule.optional) - len(header.missing)
        for _, rule, header in _candidates(mapping, grid)
    )


def _misfit(mapping: MappingFile, grid: Grid) -> list[Problem]:
    candidates = _candidates(mapping, grid)
    if not candidates:
        names = {sheet for rule in mapping.sources.values() for sheet in rule.sheet}
        what = f'the mapping "{mapping.name}" has no list called "{grid.name}"'
        return [grid.locate().problem(what, near(grid.name, names, "It reads no tables."))]
    _, rule, header = min(candidates, key=lambda each: len(each[2].missing) / max(len(each[1].columns), 1))
    return header_problems(grid, rule, header)


def _fit_tree(made: Fitted, mapping: MappingFile, tree: Tree, read: Callable[[Any], Any]) -> None:
    paths = [(name, path) for name, rule in mapping.sources.items() for path in rule.path]
    tops = sorted({path.partition("[")[0] for _, path in paths})
    number = 0
    for name, path in paths:
        found = list(tree_records(tree, path, read))
        number += len(found)
        made.records[name] += found
    if not number:
        message = f'has nothing that the mapping "{mapping.name}" reads'
        hint = f"It reads: {', '.join(tops)}." if tops else "It reads tables."
        made.problems.append(Problem(tree.file, 0, message, hint))
    elif tree.kind != "turtle":
        known = {top.partition(".")[0] for top in tops}
        lists = [name for name, value in tree.data.items() if isinstance(value, dict | list) and value]
        if left := ", ".join(f'"{name}"' for name in lists if name not in known):
            made.warnings.append(Problem(tree.file, 0, f"has {left}, which the mapping does not read"))
