"""A .cypher file with a header becomes a checked statement here; nothing here runs one.

The header is YAML behind ``//`` up to the first empty ``//`` line; after it comes prose, which
becomes the statement's description.  The engines judge the Cypher itself: no grammar of ours does.

What several statements have to say alike stands once, as a *part*: a file in `ways/` with ``access: part``.
A line ``// part: ways.edges_from`` in a statement stands for the Cypher of that part; in that of
``// part: ways.asked(Unit)`` every ``LABEL`` is ``Unit``.  ``LEVELS`` or ``STEPS`` in the length of a path
stands for the number in `limits`; ``OBLIGATIONS`` or ``ACTIONS`` after ``modality IN`` for the values in
`modality`.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from ansvar.graph.characters import line_problems, refusal, texts_in
from ansvar.graph.errors import StatementError
from ansvar.graph.limits import LEVELS, STEPS
from ansvar.graph.modality import ACTIONS, OBLIGATIONS
from ansvar.graph.names import near
from ansvar.graph.safeyaml import parse, traps_in

if TYPE_CHECKING:
    from collections.abc import Mapping

_GRAPH = Path(__file__).parent
PARTS = _GRAPH / "ways"
"""Where the parts lie that statements are made of."""
FOLDERS = [_GRAPH]
"""Where the statements of the program lie; a package that has some adds its own folder."""

_CONSTANTS = {
    "..LEVELS]": f"..{LEVELS}]",
    "{1,STEPS-1}": f"{{1,{STEPS - 1}}}",
    ".modality IN OBLIGATIONS": f".modality IN {list(OBLIGATIONS)}",
    ".modality IN ACTIONS": f".modality IN {list(ACTIONS)}",
}
_PART = re.compile(r"^([ \t]*)// part: ways\.([^\s()]+)(?:\((\w+)\))?[ \t]*$", re.MULTILINE)
_LABEL = re.compile(r"(?<=[:|])(?!FirstLoad\b|Ticket\b)[A-Z][a-z]\w*")
"""A label in Cypher, but for those of nodes that tell nothing of the graph; types of edges are capitals."""
_REQUIRED = ("name", "title_en", "title_nb", "access", "params", "returns", "order", "example")
_TYPES: dict[str, type | tuple[type, ...]] = {
    "str": str,
    "int": int,
    "bool": bool,
    "date": (dt.date, str),
    "list": list,
    "rows": list,
    "map": dict,
}


@dataclass(frozen=True)
class Statement:
    """One Cypher statement and what its header promises.

    Attributes
    ----------
    name : str
        ``area.question``; equals the file's place.
    text : str
        The Cypher, without the header.
    params : dict of str to str
        Parameter name -> type word (str, int, bool, date, list, rows, map).
    returns : tuple of str
        Columns, in order; empty for a generated writing statement.
    access : str
        ``read`` or ``write``; ``part`` for what only stands in others.
    header : dict
        The whole header as written.
    prose : str
        The description below the header.
    file : str
        Path of the file; empty for generated statements.
    """

    name: str
    text: str
    params: Mapping[str, str]
    returns: tuple[str, ...] = ()
    access: str = "read"
    header: Mapping[str, Any] = field(default_factory=dict)
    prose: str = ""
    file: str = ""

    @cached_property
    def on_nothing(self) -> Statement:
        """The same with labels that no node has: it gives what it gives where the graph is empty."""
        return replace(self, text=_LABEL.sub(r"\g<0>NotLoadedYet", self.text))

    def bind(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Check `values` against the declared parameters and give them as the driver takes them.

        Raises
        ------
        StatementError
            A parameter is missing, unknown, or of another type than declared.
        """
        missing = sorted(set(self.params) - set(values))
        unknown = sorted(set(values) - set(self.params))
        if missing or unknown:
            what = f"{self.name}: " + "; ".join(
                part
                for part in (
                    f"parameter {', '.join(missing)} is missing" if missing else "",
                    f"parameter {', '.join(unknown)} is not declared" if unknown else "",
                )
                if part
            )
            raise StatementError(what, f"Declared: {', '.join(self.params) or 'none'}.")
        for name, value in values.items():
            if not isinstance(value, _TYPES[self.params[name]]):
                what = f"{self.name}: parameter {name} = {value!r} is not a {self.params[name]}"
                raise StatementError(what)
        return {n: v.isoformat() if isinstance(v, dt.date) else v for n, v in values.items()}


def generated(name: str, text: str, params: Mapping[str, str]) -> Statement:
    """Make a writing statement that follows from the schema."""
    return Statement(name=name, text=text, params=params, access="write")


def statement_named(name: str) -> Statement:
    """Give a statement of the program: ``folder.file`` is its name, wherever the folder lies."""
    files = _files(tuple(FOLDERS))
    if name not in files:
        raise StatementError(f"there is no statement {name!r}", near(name, files))
    return load_statement(files[name])


def is_of_program(statement: Statement) -> bool:
    """Tell whether a statement is one of the program's own files."""
    return bool(statement.file) and any(Path(statement.file).is_relative_to(folder) for folder in FOLDERS)


@cache
def _files(folders: tuple[Path, ...]) -> dict[str, Path]:
    found = (path for folder in folders for path in folder.rglob("*.cypher"))
    return {f"{path.parent.name}.{path.stem}": path for path in found}


@cache
def load_statement(
    path: Path, extra: frozenset[str] = frozenset(), optional: frozenset[str] = frozenset()
) -> Statement:
    """Read one .cypher file.

    Parameters
    ----------
    path : Path
        The file; its name without ending must be the last word of the header's `name`.
    extra : frozenset of str
        Header keys that this kind of statement must have beside the usual ones.
    optional : frozenset of str
        Header keys that it may have.

    Raises
    ------
    StatementError
        The header cannot be read, lacks a key, has an unknown one, or declares an unknown type; or the
        statement names a part that there is not.
    """
    content = path.read_text(encoding="utf-8")
    if wrong := next(line_problems(str(path), content), None):
        raise StatementError(f"{path}:{wrong.line}: the file {wrong.message}", wrong.hint)
    lines = content.splitlines()
    head: list[str] = []
    body_at = len(lines)
    for number, line in enumerate(lines):
        if not line.startswith("//"):
            body_at = number
            break
        head.append(line[2:].removeprefix(" "))
    split = head.index("") if "" in head else len(head)
    header = _parse(path, "\n".join(head[:split]))
    _check_keys(path, header, frozenset(_REQUIRED) | extra, optional)
    name = str(header["name"])
    if name.rsplit(".", 1)[-1] != path.stem:
        message = f"{path}:1: name {name!r} does not end in the file's name {path.stem!r}"
        raise StatementError(message, "Name and file must agree.")
    if header["access"] not in ("read", "write", "part"):
        message = f"{path}:1: access {header['access']!r} is neither read nor write"
        raise StatementError(message)
    text = _with_parts(path, "\n".join(lines[body_at:]).strip())
    for constant, value in _CONSTANTS.items():
        text = text.replace(constant, value)
    if not text:
        message = f"{path}:{len(lines)}: the file holds no statement"
        raise StatementError(message, "Write the Cypher below the header.")
    return Statement(
        name=name,
        text=text,
        params=_declared(path, "params", "parameter", header),
        returns=tuple(_declared(path, "returns", "column", header)),
        access=str(header["access"]),
        header=header,
        prose="\n".join(head[split + 1 :]).strip(),
        file=str(path),
    )


def _with_parts(path: Path, text: str) -> str:
    """Put the Cypher of each part where a line names it."""

    def cypher_of(found: re.Match[str]) -> str:
        part = PARTS / f"{found[2]}.cypher"
        if not part.is_file():
            message = f"{path}: there is no part {found[2]!r}"
            raise StatementError(message, near(found[2], (each.stem for each in PARTS.glob("*.cypher"))))
        cypher = load_statement(part).text.replace("LABEL", found[3] or "LABEL")
        return "\n".join(found[1] + line for line in cypher.splitlines())

    return _PART.sub(cypher_of, text)


def _parse(path: Path, text: str) -> dict[str, Any]:
    try:
        for line, what, hint in traps_in(text):
            raise StatementError(f"{path}:{line}: the header {what}", hint)
        header = parse(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        message = f"{path}:{line}: the header is not YAML: {error.problem}"
        raise StatementError(message) from error
    if not isinstance(header, dict):
        message = f"{path}:1: the file does not begin with a header"
        raise StatementError(message, "Begin it with lines such as // name: area.question")
    for name, value in header.items():
        if what := refusal("\n".join(texts_in([name, value]))):
            line = next((n for n, each in enumerate(text.split("\n"), 1) if each.startswith(f"{name}:")), 1)
            raise StatementError(f"{path}:{line}: the header {what}", "Remove it.")
    return header


def _check_keys(
    path: Path, header: Mapping[str, Any], required: frozenset[str], optional: frozenset[str]
) -> None:
    missing = sorted(required - set(header))
    unknown = sorted(set(header) - required - optional)
    if missing:
        message = f"{path}:1: the header lacks {', '.join(missing)}"
        raise StatementError(message, f"A header has: {', '.join(sorted(required))}.")
    if unknown:
        message = f"{path}:1: the header has the unknown key {unknown[0]!r}"
        raise StatementError(message, near(unknown[0], required | optional))


def _declared(path: Path, part: str, kind: str, header: Mapping[str, Any]) -> dict[str, str]:
    """Give what a part of the header declares: name -> type word."""
    given = header[part] or {}
    if not isinstance(given, dict):
        message = f"{path}:1: {part} is not a mapping of name to type"
        raise StatementError(message, "Write lines such as //   on: date -- the day")
    words = {str(name): str(declared).split("--", 1)[0].strip() for name, declared in given.items()}
    for name, word in words.items():
        if word not in _TYPES:
            message = f"{path}:1: {kind} {name} has the unknown type {word!r}"
            raise StatementError(message, f"Types: {', '.join(_TYPES)}.")
    return words
