"""Files of tree formats become trees of plain values with a place for each; YAML here, others elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ansvar.graph.errors import DataError, SourceLocation
from ansvar.graph.imports.decoder import LARGEST_CELL
from ansvar.graph.load.yamlfile import read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ansvar.graph.content.origin import Place

DEEPEST = 40


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
    find_lines : callable
        Gives place -> line; asked when the first line is to be told, because it may take its time.
    nodes : dict
        Name of a node -> its values: how a value that is a node's name is followed (Turtle only).
    places : dict
        Name of a node -> where it stands in `data`.
    """

    file: str
    kind: str
    data: dict[str, Any]
    find_lines: Callable[[], dict[Place, int]]
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)

    @cached_property
    def lines(self) -> dict[Place, int]:
        """Place -> line, from 1; of places that have none the nearest one around has."""
        return self.find_lines()

    def locate(self, place: Place) -> SourceLocation:
        """Tell where a value stands: its line and its path."""
        return _TreeSpot(self, place)

    def path_text(self, place: Place) -> str:
        """Write a place as ``memberships[12].role``; items are counted from 0, as such files do.

        A place in a node that has a name is written with that: ``<http://example.org/post/1> org:heldBy``.
        """
        if self.nodes and len(place) > 1:
            name = str(self.data[str(place[0])][place[1]]["@id"])
            known = [] if name.startswith(BLANK) else [f"<{name}>"]
            return " ".join([*known, *(str(part) for part in place[2:])])
        return path_text(place)


BLANK = "b-"
"""What the name begins with that a node without a name is given."""


class _TreeSpot(SourceLocation):
    """A place in a tree, whose line is looked for when it is to be told."""

    def __init__(self, tree: Tree, place: Place) -> None:
        path = tree.path_text(place)
        self.__dict__.update(file=tree.file, sheet="", column=path, tree=tree, place=place)

    @property
    def line(self) -> int:
        """Of the value, or of the nearest thing around it."""
        tree, place = self.__dict__["tree"], self.__dict__["place"]
        around = (place[:length] for length in range(len(place), -1, -1))
        return next((tree.lines[each] for each in around if each in tree.lines), 0)


def path_text(place: Place) -> str:
    """Write a place as ``memberships[12].role``."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def read_yaml_tree(path: Path) -> Tree:
    """Read a YAML file with the project's safe subset."""
    source = read_yaml(path)
    return Tree(str(path), "yaml", source.data, lambda: source.lines)


def check_text(location: SourceLocation, text: str) -> None:
    """Refuse a text that is far too long for any field."""
    if len(text) > LARGEST_CELL:
        raise DataError([location.problem(f"has a value with more than {LARGEST_CELL:,} characters")])
