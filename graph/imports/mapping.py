"""The format of a mapping file: which rows and items of a source become what in an organisation document.

Nothing here reads a source; `mapper` carries a mapping out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

from ansvar.graph.errors import DataError, Problem, ValueProblem
from ansvar.graph.imports.filters import folded
from ansvar.graph.imports.patterns import read_replacement
from ansvar.graph.imports.template import Template, names_of, read_template
from ansvar.graph.load.fields import Key, Part, Text, Words, one_or_more
from ansvar.graph.load.organisation import PersonPart, PostPart, UnitPart
from ansvar.graph.load.reader import format_problems
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.graph.names import near

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ansvar.graph.content.origin import Place, SourceFile

FORMAT = "ansvar.mapping/1"
STATES = ("vacant", "eliminated", "undisclosed", "unknown")
_MODELS: dict[str, type[Part]] = {"units": UnitPart, "posts": PostPart, "people": PersonPart}
RULE_FIELDS = {"when", "context", "sum", "holders"}
"""Fields of a rule that are none of a unit, post or person."""


def _is_template(text: str) -> str:
    try:
        read_template(text)
    except ValueProblem as problem:
        raise ValueError(f"{problem.message}. {problem.hint}".strip()) from problem
    return text


TemplateText = Annotated[str, Field(max_length=1000), AfterValidator(_is_template)]


class Condition(Part):
    """Something that must hold of a record; all that is given must hold."""

    value: TemplateText | None = None
    present: bool | None = None
    is_: one_or_more(TemplateText) | None = Field(default=None, alias="is")  # type: ignore[valid-type]
    not_: one_or_more(TemplateText) | None = Field(default=None, alias="not")  # type: ignore[valid-type]
    any_: list[Condition] | None = Field(default=None, alias="any")


class Replace(Part):
    """A regular expression, and what is put in its place."""

    find: Annotated[str, Field(max_length=300)]
    put: Annotated[str, Field(max_length=1000)] = ""

    @model_validator(mode="after")
    def _can_be_used(self) -> Replace:
        read_replacement(self.find, self.put)
        return self


class Lookup(Part):
    """A table that is made from the source itself: value -> value."""

    source: Key
    key: one_or_more(TemplateText)  # type: ignore[valid-type]
    gives: TemplateText


class Fits(Part):
    """By what a file of a tree format is recognised: names at its top, or predicates of a Turtle file."""

    kind: Literal["tree", "turtle"]
    any_of: list[Text] = []
    all_of: list[Text] = []


class HolderRule(Part):
    """Who holds a post; the state of the record says whether it is a name at all."""

    person: TemplateText
    name: one_or_more(TemplateText) = []  # type: ignore[valid-type]
    valid_from: TemplateText | None = Field(default=None, alias="from")
    valid_to: TemplateText | None = Field(default=None, alias="to")
    confirmed: TemplateText | None = None


_PARTS: dict[str, type[Part]] = {"when": Condition, "holders": HolderRule}
"""Parts of a rule that have a form of their own."""


class SourceRule(Part):
    """One table, sheet or list of a source, and what its records give.

    Attributes
    ----------
    sheet : list of str
        Only sheets (or files without their ending) of these names.
    columns : dict
        Name used in the templates -> the headers under which it is found.
    optional : list of str
        Names of `columns` that may be missing.
    path : list of str
        Where the records of a tree stand: ``groups[].people[]``.
    state : str
        The value that can be a status word instead of a name.
    states : bool
        Whether an empty value says that who holds the post is unknown (``true``), or says nothing.
    """

    sheet: one_or_more(Text) = []  # type: ignore[valid-type]
    columns: dict[Text, one_or_more(Text)] = {}  # type: ignore[valid-type]
    optional: list[Text] = []
    path: one_or_more(Text) = []  # type: ignore[valid-type]
    where: list[Condition] = []
    let: dict[Key, one_or_more(TemplateText)] = {}  # type: ignore[valid-type]
    state: TemplateText | None = None
    units: list[dict[str, Any]] = []
    posts: list[dict[str, Any]] = []
    people: list[dict[str, Any]] = []


class OrganisationRule(Part):
    """Which organisation a record belongs to."""

    key: TemplateText
    name: one_or_more(TemplateText) = []  # type: ignore[valid-type]


class MappingFile(Part):
    """A whole mapping."""

    format: Literal["ansvar.mapping/1"]
    name: Key
    title: Words
    about: Words | None = None
    organisation: OrganisationRule
    fits: Fits | None = None
    words: dict[Key, list[str]] = {}
    clean: list[Literal["unquote"]] = []
    conflicts: Literal["refuse", "first"] = "refuse"
    tables: dict[Key, dict[str, str]] = {}
    patterns: dict[Key, Annotated[list[Replace], Field(max_length=50)]] = Field(default={}, max_length=50)
    lookups: dict[Key, Lookup] = {}
    sources: dict[Key, SourceRule] = Field(min_length=1)

    def folded_words(self) -> dict[str, frozenset[str]]:
        """Give the lists of words in the form in which they are compared."""
        made = {name: frozenset(folded(word) for word in words) for name, words in self.words.items()}
        return {state: frozenset() for state in STATES} | made


def read_mapping(path: Path) -> MappingFile:
    """Read a mapping file.

    Raises
    ------
    DataError
        Every problem of it, each with its line.
    """
    return check_mapping(read_yaml(path))


def check_mapping(source: SourceFile) -> MappingFile:
    """Check the data of a mapping file; raises as `read_mapping`."""
    if source.data.get("format") != FORMAT:
        what = f'is not a mapping: its format is "{source.data.get("format", "")}"'
        raise DataError([source.problem(("format",), what, f"Write `format: {FORMAT}`.")])
    try:
        mapping = MappingFile.model_validate(source.data)
    except ValidationError as error:
        raise DataError(format_problems(source, error, MappingFile)) from error
    problems = list(_problems(mapping, source))
    if problems:
        raise DataError(problems)
    return mapping


def _problems(mapping: MappingFile, source: SourceFile) -> Iterator[Problem]:
    for name, lookup in mapping.lookups.items():
        if lookup.source not in mapping.sources:
            yield _unknown(source, ("lookups", name, "source"), "source", lookup.source, mapping.sources)
    for name, rule in mapping.sources.items():
        here = ("sources", name)
        if bool(rule.columns) == bool(rule.path):
            what = f'the source "{name}" needs `columns` or `path`'
            yield source.problem(here, what, "Give one of the two.")
        for optional in rule.optional:
            if optional not in rule.columns:
                yield _unknown(source, (*here, "optional"), "column", optional, rule.columns)
        for section in _MODELS:
            for index, item in enumerate(getattr(rule, section)):
                yield from _item_problems(source, (*here, section, index), item)
        yield from _template_problems(mapping, source, rule, here)


def _template_problems(
    mapping: MappingFile, source: SourceFile, rule: SourceRule, here: Place
) -> Iterator[Problem]:
    for place, text in _texts(rule, here):
        try:
            template = read_template(text)
        except ValueProblem as problem:
            if place[len(here) + 2] not in _PARTS:  # told where these are checked
                yield source.problem(place, problem.message, problem.hint)
        else:
            yield from _name_problems(mapping, source, rule, place, template)


def _name_problems(
    mapping: MappingFile, source: SourceFile, rule: SourceRule, place: Place, template: Template
) -> Iterator[Problem]:
    """Check the names of columns, words, tables, patterns and look-ups in a template."""
    for field in template.fields:
        if rule.columns and not (field in rule.columns or field in rule.let or field.startswith("@")):
            yield _unknown(source, place, "column", field, [*rule.columns, *rule.let])
    for kind, given in names_of(template):
        known = mapping.folded_words() if kind == "words" else getattr(mapping, kind)
        if given not in known:
            yield _unknown(source, place, kind.removesuffix("s"), given, known)


def _item_problems(source: SourceFile, place: Place, item: dict[str, Any]) -> Iterator[Problem]:
    """Check what becomes of a record: the fields, and the parts that have a form of their own."""
    model = _MODELS[str(place[-2])]
    valid = {field.alias or key for key, field in model.model_fields.items()} | RULE_FIELDS
    for field in item:
        if field not in valid:
            yield _unknown(source, (*place, field), "field", field, valid)
    if "key" not in item:
        yield source.problem(place, 'the field "key" is missing', "Add it.")
    for part, form in _PARTS.items():
        for number, each in enumerate(as_list(item.get(part))):
            try:
                form.model_validate(each)
            except ValidationError as error:
                for problem in error.errors(include_url=False):
                    at = ".".join(str(step) for step in problem["loc"])
                    what = str(problem["msg"]).removeprefix("Value error, ")
                    yield source.problem((*place, part, number), f"{part}.{at}: {what}")


def _texts(rule: SourceRule, here: Place) -> Iterator[tuple[Place, str]]:
    """Give everything in a rule that is a template, with its place."""
    plain = rule.model_dump(by_alias=True, exclude_none=True, include={"where", "let", "state"})
    for section in _MODELS:
        plain[section] = [
            {key: value for key, value in item.items() if key not in ("sum", "context")}
            for item in getattr(rule, section)
        ]
    return _texts_in(plain, here)


def _texts_in(value: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(value, str):
        yield place, value
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, part in parts:
        yield from _texts_in(part, (*place, step))


def as_list(value: Any) -> list[Any]:
    """Give what may be written as one value or a list as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _unknown(source: SourceFile, place: Place, kind: str, name: str, valid: Any) -> Problem:
    return source.problem(place, f'unknown {kind} "{name}"', near(name, map(str, valid), "There are none."))
