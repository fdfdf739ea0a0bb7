"""JSON and YAML become trees of plain values with a place for each; Turtle becomes one elsewhere."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from graph.errors import DataError, Problem, Spot
from graph.imports.reading import LARGEST_CELL, decode, read_bytes
from graph.load.yamlfile import read_yaml

if TYPE_CHECKING:
    from pathlib import Path

    from graph.load.yamlfile import Place

_DEEPEST = 40
_SIGNS = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)


@dataclass
class Tree:
    """The values of one file.

    Attributes
    ----------
    file : str
        Path as the user gave it.
    kind : str
        ``json``, ``yaml`` or ``turtle``.
    data : dict
        What stands at the top.
    lines : dict
        Place -> line, where the format can tell; empty otherwise.
    nodes : dict
        Name of a node -> its values: how a value that is a node's name is followed (Turtle only).
    """

    file: str
    kind: str
    data: dict[str, Any]
    lines: dict[Place, int] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)

    def spot(self, place: Place) -> Spot:
        """Tell where a value stands: its line where that is known, and its path."""
        line = 0
        for length in range(len(place), -1, -1):
            if place[:length] in self.lines:
                line = self.lines[place[:length]]
                break
        return Spot(self.file, line, "", path_text(place))


def path_text(place: Place) -> str:
    """Write a place as ``memberships[12].role``; items are counted from 0, as such files do."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml_tree(path: Path) -> Tree:
    """Read a YAML file with the project's safe subset."""
    source = read_yaml(path)
    return Tree(str(path), "yaml", source.data, source.lines)


def read_json_tree(path: Path) -> Tree:
    """Read a JSON file.

    Raises
    ------
    DataError
        It is no JSON, is nested too deeply, or has a name twice in one place.
    """
    name = str(path)
    text = decode(name, read_bytes(path)).removeprefix("\ufeff")
    if _too_deep(text):
        raise DataError([Problem(name, 0, f"is nested more than {_DEEPEST} levels deep")])
    twice: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(items)
        if len(made) != len(items):
            twice.extend(key for key, times in Counter(key for key, _ in items).items() if times > 1)
        return made

    def no_number(text: str) -> Any:
        message = f"{text} is no number"
        raise ValueError(message)

    try:
        data = json.loads(text, object_pairs_hook=pairs, parse_constant=no_number)
    except json.JSONDecodeError as error:
        raise DataError([Problem(name, error.lineno, f"is not JSON: {error.msg}")]) from error
    except (ValueError, RecursionError) as error:
        raise DataError([Problem(name, 0, f"is not JSON that can be read: {str(error)[:120]}")]) from error
    if twice:
        names = ", ".join(f'"{key[:60]}"' for key in sorted(set(twice))[:5])
        raise DataError([Problem(name, 0, f"has the name {names} twice in one place", "Keep one of them.")])
    if isinstance(data, list):
        data = {"items": data}
    if not isinstance(data, dict):
        raise DataError([Problem(name, 1, "holds neither an object nor a list at its top")])
    return Tree(name, "json", data)


def _too_deep(text: str) -> bool:
    """Count brackets outside texts; a reader that calls itself for each would run out of stack."""
    depth = 0
    for sign in _SIGNS.findall(text):
        depth += 1 if sign in ("[", "{") else -1 if sign in ("]", "}") else 0
        if depth > _DEEPEST:
            return True
    return False


def check_text(spot: Spot, text: str) -> None:
    """Refuse a text that is far too long for any field."""
    if len(text) > LARGEST_CELL:
        raise DataError([spot.problem(f"has a value with more than {LARGEST_CELL:,} characters")])
