"""Templates such as ``post:{Reference|id}``: how the values of a record become the values of a document.

What the filters do stands in `filters`.  Nothing here knows what a mapping is for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import composed
from ansvar.graph.errors import ValueProblem
from ansvar.graph.imports.filters import FILTERS, OF_ALL, REFERS, WITH_TOOLS
from ansvar.graph.names import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from ansvar.graph.imports.filters import Tools

_FIELD = re.compile(r"\{([^{}]*)\}")
_MOST_VALUES = 10_000


@dataclass(frozen=True)
class Placeholder:
    """One ``{name|filter|filter:argument}``."""

    name: str
    filters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Template:
    """A template that was read: texts and fields in turn."""

    parts: tuple[str | Placeholder, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Names of its fields, in order."""
        return tuple(part.name for part in self.parts if isinstance(part, Placeholder))


@cache
def read_template(source: str) -> Template:
    """Read a template.

    Raises
    ------
    ValueProblem
        A bracket is left over, or a filter is unknown.
    """
    parts: list[str | Placeholder] = []
    rest = 0
    for found in _FIELD.finditer(source):
        parts += [source[rest : found.start()], _field(found.group(1))]
        rest = found.end()
    parts.append(source[rest:])
    if any(isinstance(part, str) and re.search(r"[{}]", part) for part in parts):
        raise ValueProblem(f'the template "{source}" has an unmatched bracket')
    return Template(tuple(part for part in parts if part != ""))


def _field(text: str) -> Placeholder:
    name, *filters = text.split("|")
    made = tuple((each.partition(":")[0].strip(), each.partition(":")[2]) for each in filters)
    for each, _ in made:
        if each not in FILTERS and each not in REFERS:
            hint = near(each, (*FILTERS, *REFERS))
            raise ValueProblem(f'unknown filter "{each}" in "{{{text}}}"', hint)
    return Placeholder(name.strip(), made)


def evaluate(template: Template, get: Callable[[str], list[Any]], tools: Tools) -> list[Any]:
    """Fill a template in.

    Parameters
    ----------
    template : Template
        A single field gives its values as they are; with text around it, texts.
    get : callable
        Name of a field -> its values; none when the field is empty or not there.
    tools : Tools
        What the filters refer to.

    Returns
    -------
    list
        One value for each value of the fields; empty when any of them is missing.

    Raises
    ------
    ValueProblem
        A filter cannot do its work on a value.
    """
    if len(template.parts) == 1 and isinstance(template.parts[0], Placeholder):
        return [composed(v) if isinstance(v, str) else v for v in _filtered(template.parts[0], get, tools)]
    made = [""]
    for part in template.parts:
        choices = [part] if isinstance(part, str) else [str(v) for v in _filtered(part, get, tools)]
        if len(made) * len(choices) > _MOST_VALUES:
            hint = "Lists of values are combined with each other here."
            raise ValueProblem(f"gives more than {_MOST_VALUES:,} values", hint)
        made = [begun + choice for begun in made for choice in choices]
    return [composed(value) for value in made]


def _filtered(field: Placeholder, get: Callable[[str], list[Any]], tools: Tools) -> list[Any]:
    values = get(field.name)
    for name, argument in field.filters:
        if name in OF_ALL:
            values = OF_ALL[name](values, argument)
        else:
            made = (_filter(name, argument, value, tools) for value in values)
            values = [value for value in made if value is not None]
    return values


def _filter(name: str, argument: str, value: Any, tools: Tools) -> Any:
    if name in FILTERS:
        return FILTERS[name](value, argument)
    kind, use = WITH_TOOLS[name]
    return use(value, getattr(tools, kind)[argument], argument)


def names_of(template: Template) -> Iterable[tuple[str, str]]:
    """Give ``(kind, name)`` of everything that the filters of a template refer to."""
    filters = (each for part in template.parts if isinstance(part, Placeholder) for each in part.filters)
    return ((REFERS[name], argument) for name, argument in filters if name in REFERS)
