"""The files of an import: found, read by their endings, told apart from the project's own formats.

What their rows and items mean is not known here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph.characters import refusal
from ansvar.graph.errors import DataError, Problem
from ansvar.graph.imports.decoder import SourceNotes
from ansvar.graph.imports.grids import Grid, read_delimited
from ansvar.graph.imports.jsonfile import read_json_tree
from ansvar.graph.imports.mapping import FORMAT as MAPPING
from ansvar.graph.imports.trees import Tree, read_yaml_tree
from ansvar.graph.imports.turtle import read_turtle
from ansvar.graph.imports.workbooks import read_workbook
from ansvar.graph.load.yamlfile import digest_of
from ansvar.graph.names import near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_OWN_FORMATS = ("ansvar.organisation/1", "ansvar.instruction/1")
_ENDINGS: dict[str, str] = {
    ".csv": "delimited", ".tsv": "delimited", ".tab": "delimited", ".txt": "delimited",
    ".xlsx": "workbook", ".xlsm": "workbook", ".json": "json", ".yaml": "yaml", ".yml": "yaml",
    ".ttl": "turtle", ".nt": "turtle",
}  # fmt: skip
_READ = ", ".join(sorted(_ENDINGS))
"""The endings of files that can be read."""
_OLD = {".xls": "Excel of before 2007", ".ods": "OpenDocument", ".xlsb": "binary Excel"}


@dataclass
class Sources:
    """What was read.

    Attributes
    ----------
    tables : list of Grid or Tree
        What a mapping is needed for.
    own : list of Path
        Files of the project's own YAML formats.
    files : tuple of str
        All files that `tables` come from.
    digests : dict
        Every file, also of the own ones -> the hash of its bytes when it was read.
    """

    tables: list[Grid | Tree] = field(default_factory=list)
    own: list[Path] = field(default_factory=list)
    files: tuple[str, ...] = ()
    digests: dict[str, str] = field(default_factory=dict)
    warnings: list[Problem] = field(default_factory=list)


def read_sources(paths: Sequence[Path], tell: Callable[[str], None] = lambda _: None) -> Sources:
    """Read files, and all files that can be read in folders.

    Raises
    ------
    DataError
        Every problem of every file.
    """
    sources, problems, found = Sources(), list[Problem](), SourceNotes()
    for path in _files(paths):
        tell(f"reading {path.name}")
        try:
            made = _read(path, found)
            digest = digest_of(path)
        except DataError as error:
            problems += error.problems
            continue
        except (OSError, RecursionError, MemoryError) as error:
            problems.append(_problem(path, f"cannot be read: {_reason(error)}"))
            continue
        if made:
            sources.digests[str(path)] = digest
        if isinstance(made, Path):
            sources.own.append(made)
        elif made:
            sources.tables += made
            sources.files += (str(path),)
    if problems:
        raise DataError(problems)
    sources.warnings = found.warnings
    if not sources.tables and not sources.own:
        raise DataError([_problem(paths[0], "has nothing that can be imported")])
    return sources


def _problem(path: Path | str, message: str, hint: str = "") -> Problem:
    return Problem(str(path), 0, message, hint)


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or type(error).__name__


def _files(paths: Sequence[Path]) -> list[Path]:
    files: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        inside = list(_inside(path, problems)) if path.is_dir() else [path]
        if not inside:
            problems.append(_problem(path, "holds no file that can be imported", f"Endings: {_READ}."))
        files += inside
    problems += filter(None, map(_refused, files))
    if problems:
        raise DataError(problems)
    return list(dict.fromkeys(files))


def _inside(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """Give what a folder holds; what cannot be looked into is told, for what is missing there would end."""

    def unread(error: OSError) -> None:
        problems.append(_problem(str(error.filename), f"cannot be read: {_reason(error)}"))

    for place, folders, names in os.walk(folder, onerror=unread):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = (link for name in folders if (link := Path(place, name)).is_symlink())
        problems += [_problem(e, "is a link to a folder", f"Name {e.readlink()} itself.") for e in links]
        for name in sorted(names):
            known = Path(name).suffix.lower() in {**_ENDINGS, **_OLD}
            if known and not name.startswith((".", "~$")):
                yield Path(place, name)


def _refused(path: Path) -> Problem | None:
    """Say why something that is no folder cannot be read, before a reader waits for it or stumbles."""
    ending = path.suffix.lower()
    if what := refusal(str(path)):
        return _problem(path, f"has a name that {what}", "Give it another name.")
    if path.is_symlink() and not path.exists():
        return _problem(path, f"is a link to {path.readlink()}, which is not there")
    if not path.exists():
        beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        return _problem(path, "is not there", near(path.name, beside, examples=False))
    if ending in _OLD:
        return _problem(path, f"is not read: {_OLD[ending]}", "Save it as .xlsx or CSV.")
    if ending not in _ENDINGS:
        return _problem(path, f'is not read: the ending "{path.suffix}"', f"Read are: {_READ}")
    return None if path.is_file() else _problem(path, "is no file (a pipe or a device)", "Copy it first.")


def _read(path: Path, found: SourceNotes) -> Path | list[Grid | Tree]:
    kind = _ENDINGS[path.suffix.lower()]
    if kind == "delimited":
        return [read_delimited(path, found)]
    if kind == "workbook":
        return list(read_workbook(path, found))
    if kind == "turtle":
        return [read_turtle(path)]
    tree = read_json_tree(path) if kind == "json" else read_yaml_tree(path)
    if kind == "yaml" and tree.data.get("format") in _OWN_FORMATS:
        return path
    about_itself = tree.data.get("format") == MAPPING or "$schema" in tree.data
    return [] if about_itself else [tree]
