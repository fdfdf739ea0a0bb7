"""Templates are filled in from records; a value that cannot be read becomes a problem with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import ValueProblem
from ansvar.graph.imports.filters import AMBIGUOUS, Tools, folded
from ansvar.graph.imports.patterns import Work, read_replacement
from ansvar.graph.imports.template import evaluate, read_template

if TYPE_CHECKING:
    from ansvar.graph.errors import Problem
    from ansvar.graph.imports.mapping import MappingFile
    from ansvar.graph.imports.records import Record

_ERRORS = frozenset(("#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"))


class BadValueError(Exception):
    """A record that cannot be taken over."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def fill(record: Record, template: str, tools: Tools) -> list[Any]:
    """Fill a template in from a record.

    Raises
    ------
    BadValueError
        A filter cannot do its work on a value, or a spreadsheet could not work the value out.
    """
    asked = ""

    def get(name: str) -> list[Any]:
        nonlocal asked
        asked = name
        values = record.get(name)
        for value in values:
            if value in _ERRORS:
                what = f'"{value}" is a spreadsheet error, not a value'
                raise ValueProblem(what, "Correct its formula, or empty the cell.")
        return values

    try:
        return evaluate(read_template(template), get, tools)
    except ValueProblem as bad:
        raise BadValueError(record.location(asked).problem(bad.message, bad.hint)) from bad


def tools_of(mapping: MappingFile, records: dict[str, list[Record]], problems: list[Problem]) -> Tools:
    """Make what the filters of a mapping refer to; look-ups are made from the records themselves.

    A record whose value for a look-up cannot be read is told in `problems`.
    """
    tables = {
        name: {("*" if key == "*" else folded(key)): value for key, value in table.items()}
        for name, table in mapping.tables.items()
    }
    work = Work()
    patterns = {
        n: [read_replacement(r.find, r.put, work) for r in each] for n, each in mapping.patterns.items()
    }
    lookups: dict[str, dict[str, str]] = {}
    tools = Tools(mapping.folded_words(), tables, patterns, lookups)
    for name, lookup in mapping.lookups.items():
        made = lookups.setdefault(name, {})
        for record in records.get(lookup.source, []):
            try:
                keys = [key for each in lookup.key for key in fill(record, each, tools)]
                values = fill(record, lookup.gives, tools)
            except BadValueError as bad:
                problems.append(bad.problem)
                continue
            for key in keys if values else []:
                for known in {str(key), folded(key)}:
                    if made.setdefault(known, str(values[0])) != str(values[0]):
                        made[known] = AMBIGUOUS
    return tools
