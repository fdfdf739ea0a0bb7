"""JSON becomes a tree: the standard library reads it, and a second pass finds lines when one is told."""

from __future__ import annotations

import json
import math
import re
from itertools import islice
from typing import TYPE_CHECKING, Any

from ansvar.graph.characters import composed, refusal
from ansvar.graph.errors import DataError, Problem, SourceLocation
from ansvar.graph.imports.decoder import read_text
from ansvar.graph.imports.trees import DEEPEST, Tree, path_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ansvar.graph.content.origin import Place

_MOST_TOLD = 50
_LONGEST = 300  # digits; a longer number is beyond every float
_TOP = "items"
# a text that is never closed goes to the end, so that no quote in it is tried again
_TOKEN = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},:]|[^\s\[\]{},:"]++', re.DOTALL)
_NUMBER = re.compile(r"-?(?:\d.*|Infinity)|NaN")
_ESCAPE = re.compile(r"\\(?:[bf]|u(?:00[0189]|007[fF]|20[26]|[dD][89a-fA-F]))")  # of what may not be there


def read_json_tree(path: Path) -> Tree:
    """Read a JSON file.

    Raises
    ------
    DataError
        It is no JSON, is nested too deeply, has a name twice in one place, a number that is none, or a text
        that steers whoever reads it.
    """
    name = str(path)
    text = read_text(path)
    if deep := _too_deep(text):
        raise DataError([Problem(name, deep, f"is nested more than {DEEPEST} levels deep")])
    doubtful = _ESCAPE.search(text) is not None

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal doubtful
        made = {composed(name): composed(v) if isinstance(v, str) else v for name, v in items}
        doubtful = doubtful or len(made) != len(items)
        return made

    def number(written: str) -> float:
        nonlocal doubtful
        read = float(written)
        doubtful = doubtful or not math.isfinite(read)
        return read

    def whole(written: str) -> int | float:
        return int(written) if len(written) < _LONGEST else number(written)

    try:
        data = json.loads(
            text, object_pairs_hook=pairs, parse_float=number, parse_int=whole, parse_constant=number
        )
    except json.JSONDecodeError as error:
        raise DataError([Problem(name, error.lineno, f"is not JSON: {error.msg}")]) from error
    if doubtful and (problems := list(islice(_doubts(name, text), _MOST_TOLD))):
        raise DataError(problems)
    if isinstance(data, list):
        data = {_TOP: data}
    if not isinstance(data, dict):
        raise DataError([Problem(name, 1, "has neither an object nor a list at the top level")])
    return Tree(name, "json", data, lambda: {place: line for place, line, _ in _walk(text)})


def _too_deep(text: str) -> int:
    """Give the line where a reader that calls itself for each bracket would run out of stack; 0 for none."""
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        depth += 1 if sign in ("[", "{") else -1 if sign in ("]", "}") else 0
        if depth > DEEPEST:
            return text.count("\n", 0, token.start()) + 1
    return 0


def _doubts(file: str, text: str) -> Iterator[Problem]:
    """Say which names stand twice in one place, which numbers are none, and which texts steer a reader."""
    first: dict[Place, int] = {}
    twice: set[Place] = set()
    for place, line, value in _walk(text):
        location = SourceLocation(file, line, "", path_text(place))
        if place in first and place[:-1] not in twice:
            yield location.problem(f"occurs twice, first on line {first[place]}", "Keep one of them.")
        if place in first:
            twice.add(place)
        first.setdefault(place, line)
        for text_there in (place[-1] if place else "", json.loads(value) if value[0] == '"' else ""):
            if isinstance(text_there, str) and (what := refusal(text_there)):
                yield location.problem(what, "Remove it.")
        if _NUMBER.fullmatch(value) and not math.isfinite(float(value)):
            yield location.problem(f'"{value[:20]}" is no number that can be written down', "Correct it.")


def _walk(text: str) -> Iterator[tuple[Place, int, str]]:
    """Give the place, the line and the beginning of each value in a text that is JSON."""
    # where we are: the name or number of the value in each thing around
    names: list[str | int] = [_TOP] if text.lstrip().startswith("[") else []
    keys = [False]  # whether the next text is the name of a value, in each thing around
    line, begun, counted = 1, 1, 0
    for token in _TOKEN.finditer(text):
        sign = token[0]
        line, counted = line + text.count("\n", counted, token.start()), token.start()
        if sign in ("]", "}"):
            names.pop()
            keys.pop()
        elif sign == ",":
            if isinstance(names[-1], int):
                names[-1] += 1
            else:
                keys[-1] = True
        elif keys[-1]:
            names[-1], keys[-1], begun = composed(json.loads(sign)), False, line
        elif sign != ":":
            yield (tuple(names), begun if names and isinstance(names[-1], str) else line, sign)
            if sign in ("[", "{"):
                names.append(0 if sign == "[" else "")
                keys.append(sign == "{")
