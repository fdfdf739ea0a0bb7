"""Files become content: found, read, checked against their format, gathered and checked as a whole."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from ansvar.graph.characters import refusal
from ansvar.graph.content.bindings import add_bindings
from ansvar.graph.content.origin import Origin, SourceFile
from ansvar.graph.errors import DataError, Problem
from ansvar.graph.load.builder import Builder
from ansvar.graph.load.instruction import FORMAT as INSTRUCTION
from ansvar.graph.load.instruction import InstructionFile, add_instruction
from ansvar.graph.load.organisation import FORMAT as ORGANISATION
from ansvar.graph.load.organisation import OrganisationFile, add_organisation, sparse_file
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.graph.names import near, nearest
from ansvar.graph.periods import OPEN_END

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from ansvar.graph.content import Content, Edge, Node

_FORMATS: dict[str, tuple[type[BaseModel], Any]] = {
    INSTRUCTION: (InstructionFile, add_instruction),
    ORGANISATION: (OrganisationFile, add_organisation),
}
_ENDINGS = (".yaml", ".yml")


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Find the data files under `paths`: files as they are, folders with all YAML files in them.

    Raises
    ------
    DataError
        A path is not there, or a folder holds no YAML file.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.suffix in _ENDINGS and p.is_file())
            if not inside:
                problems.append(Problem(str(path), 0, "holds no .yaml file"))
            found += inside
        elif path.exists():
            found.append(path)
        else:
            beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
            problems.append(Problem(str(path), 0, "is not there", near(path.name, beside, examples=False)))
    problems += [
        Problem(str(path), 0, f"has a name that {what}", "Give it another name.")
        for path in found
        if (what := refusal(str(path)))
    ]
    if problems:
        raise DataError(problems)
    return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Parsed:
    """A file that fits its format; what it states is not yet checked against anything else."""

    add: Any
    file: Any
    source: SourceFile


def parse_files(files: Iterable[Path | SourceFile]) -> list[Parsed]:
    """Read files and check each against its own format.

    Parameters
    ----------
    files : iterable of Path or SourceFile
        Instruction and organisation files, in any order; what was made of another file's content
        comes as a `SourceFile`, which knows where each of its values stood.

    Raises
    ------
    DataError
        Every problem of every file.
    """
    parsed: list[Parsed] = []
    problems: list[Problem] = []
    for file in files:
        try:
            parsed.append(_parsed(file))
        except DataError as error:
            problems += error.problems
    if problems:
        # what the broken files state is unknown, so references to it cannot be judged
        raise DataError(problems)
    return parsed


def read_content(
    parsed: Iterable[Parsed],
    known: Mapping[str, Node],
    connections: Iterable[str],
    *,
    take_over: bool = False,
    settle: Callable[[Builder], None] = lambda _: None,
    standing: Iterable[Edge] = (),
) -> tuple[Content, frozenset[str]]:
    """Gather what files state into one content.

    Parameters
    ----------
    parsed : iterable of Parsed
        Files that fit their formats.
    known : mapping of str to Node
        Key -> what is in the graph already.
    connections : iterable of str
        Names of the connections that steps can use.
    take_over : bool
        What others have stated so far may be stated by these files from now on.
    settle : callable
        Called before what was gathered is checked, to fill in what sources leave out.
    standing : iterable of Edge
        Edges in the graph: at least those from instructions to roles, documents and organisations.

    Returns
    -------
    content : Content
        All that the files state, with checked references.
    stated_by : frozenset of str
        Keys of the instructions and organisations that the files speak for.

    Raises
    ------
    DataError
        Every problem of every file.
    """
    build = Builder(known, connections, take_over=take_over)
    stated_by = _gather(parsed, build)
    settle(build)
    content = build.finish()
    if build.problems:
        raise DataError(build.problems)
    add_bindings(content, known, standing, stated_by)
    return content, stated_by


def _gather(parsed: Iterable[Parsed], build: Builder) -> frozenset[str]:
    """Add all that files state, and give the keys of whom they speak for."""
    stated_by = set()
    for each in parsed:
        file = each.file
        around = () if each.source.sparse else ("0001-01-01", OPEN_END)
        each.add(file, Origin(each.source, file.key, *around).during(file), build)
        stated_by.add(file.key)
    return frozenset(stated_by)


def states_norm(parsed: Iterable[Parsed]) -> bool:
    """Tell whether files state what is written only, and nothing about who is there."""
    return all(isinstance(each.file, InstructionFile) for each in parsed)


def keys_in(parsed: Iterable[Parsed], connections: Iterable[str]) -> set[str]:
    """Give the keys of all things that files speak of; problems are left to `read_content`."""
    build = Builder({}, connections)
    _gather(parsed, build)
    ends = {key for edge in build.content.edges for key in (edge.giver, edge.receiver)}
    return ends | build.content.nodes.keys()


def _parsed(file: Path | SourceFile) -> Parsed:
    """Read one file and check it against the format that it names."""
    source = file if isinstance(file, SourceFile) else read_yaml(file)
    model, add = _FORMATS[_format(source)]
    model = sparse_file() if source.sparse else model
    try:
        # what the model has need not be held twice
        return Parsed(add, model.model_validate(source.data), replace(source, data={}))
    except ValidationError as error:
        raise DataError(format_problems(source, error, model)) from error


def _format(source: SourceFile) -> str:
    given = source.data.get("format")
    if given in _FORMATS:
        return str(given)
    names = ", ".join(f'"{name}"' for name in nearest(str(given or ""), _FORMATS))
    what = f'has the unknown format "{given}"' if given else "does not say which format it has"
    raise DataError([source.problem(("format",), what, f"Write `format:` with one of {names}.")])


def format_problems(source: SourceFile, error: ValidationError, model: type[BaseModel]) -> list[Problem]:
    """Say what does not fit the format of a file, each with its line and the nearest valid fields."""
    return [_problem(source, dict(item), model) for item in error.errors(include_url=False)]


def _problem(source: SourceFile, item: dict[str, Any], model: type[BaseModel]) -> Problem:
    place = tuple(item["loc"])
    name = ".".join(str(part) for part in place) or "the file"
    value = item.get("input")
    shown = f' (given: "{str(value)[:80]}")' if isinstance(value, str | int | float) else ""
    if item["type"] == "extra_forbidden":
        valid = _fields_at(model, place[:-1])
        return source.problem(place, f'unknown field "{place[-1]}"', near(place[-1], valid))
    if item["type"] == "missing":
        return source.problem(place, f'the field "{place[-1]}" is missing', "Add it.")
    message = str(item["msg"]).removeprefix("Value error, ")
    return source.problem(place, f"{name}: {message}{shown}")


def _fields_at(model: type[BaseModel], place: tuple[str | int, ...]) -> list[str]:
    """Give the field names that are valid at a place, as they are written in a file."""
    here = model.model_json_schema(by_alias=True)
    schema: dict[str, Any] = here
    for part in place:
        schema = _step(here, schema, part)
    return sorted(_resolve(here, schema).get("properties", {}))


def _step(whole: dict[str, Any], schema: dict[str, Any], part: str | int) -> dict[str, Any]:
    schema = _resolve(whole, schema)
    below = schema.get("items", {}) if isinstance(part, int) else schema.get("properties", {}).get(part, {})
    return dict(below)


def _resolve(whole: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in schema.get("anyOf", []):
        if option.get("type") != "null":
            schema = option
            break
    reference = schema.get("$ref")
    if reference:
        return dict(whole["$defs"][str(reference).rsplit("/", 1)[-1]])
    return schema
