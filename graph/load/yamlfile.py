"""A YAML file becomes plain data with the line of every value; nothing here knows what the data means.

Only the safe subset is read: no tags, no aliases (a short file could stand for a very long one),
no key twice in one mapping.
"""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING, Any

import yaml

from ansvar.graph.characters import composed, harmless, line_problems, refusal
from ansvar.graph.content.origin import Place, SourceFile
from ansvar.graph.errors import DataError, Problem
from ansvar.graph.safeyaml import ALIAS, DEEPEST, TOO_DEEP, Loader

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST_BYTES = 64 * 1024 * 1024
_LONGEST_NUMBER = 300  # signs; a longer one takes ever longer to read and is none that anybody means
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")

_TEXT = "tag:yaml.org,2002:str"
_SHOWN = 60
_MISFIT = "it does not fit its tag"
# what PyYAML lets through where a value does not fit the tag before it
_UNREADABLE = (yaml.YAMLError, ValueError, LookupError, AttributeError, OverflowError)


def read_yaml(path: Path) -> SourceFile:
    """Read one YAML file.

    Raises
    ------
    DataError
        It cannot be read, is not YAML, or uses more of YAML than is safe: every problem with its line.
    """
    name = str(path)
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise DataError([Problem(name, 0, f"is larger than {_LARGEST_BYTES // 1024**2} MB", "Split it.")])
        text = path.read_text(encoding="utf-8-sig")
        traps = list(line_problems(name, text))
        # what was told is told once, and what else is wrong is found too
        text = harmless(text) if traps else text
        walk = _Walk(name, text)
        data = walk.file()
    except OSError as error:
        raise DataError([Problem(name, 0, f"cannot be read: {error.strerror or error}")]) from error
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DataError([Problem(name, line, "is not UTF-8 text", "Save it as UTF-8.")]) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise DataError([Problem(name, line, f"is not YAML: {error.problem or error}")]) from error
    except yaml.YAMLError as error:
        raise DataError([Problem(name, 0, f"is not YAML: {error}")]) from error
    walk.problems += traps
    if not walk.problems and not isinstance(data, dict):
        walk.problems.append(Problem(name, 1, "does not hold `name: value` pairs at its top"))
    if walk.problems or not isinstance(data, dict):
        raise DataError(walk.problems)
    return SourceFile(name, data, walk.lines, digest_of(path))


def digest_of(path: Path) -> str:
    """Hash the bytes of a file: ``sha256:`` and 64 hexadecimal digits."""
    return f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


class _TooDeepError(Exception):
    """What comes after a value that is nested too deeply is not read."""


class _Walk:
    """One pass over what the parser finds: values, their lines, and what is not allowed.

    No tree is made on the way: that of a large file needs more room than all that is loaded from it.
    """

    def __init__(self, file: str, text: str) -> None:
        self.lines: dict[Place, int] = {}
        self.problems: list[Problem] = []
        self._file = file
        self._loader = Loader(text)
        self._scalars = yaml.constructor.SafeConstructor()
        self._depth = 0

    def file(self) -> Any:
        """Give the value of the only document; None when there is none, or one that is nested too deeply."""
        loader = self._loader
        try:
            loader.get_event()  # the stream begins
            if loader.check_event(yaml.StreamEndEvent):
                return None
            loader.get_event()  # the document begins
            value = self._value(loader.get_event(), ())
            loader.get_event()  # it ends
            more = loader.get_event()
            if not isinstance(more, yaml.StreamEndEvent):
                self._refuse(_line_of(more), "is not YAML: but found another document", "Keep one of them.")
        except _TooDeepError:
            return None
        else:
            return value
        finally:
            loader.dispose()

    def _value(self, event: yaml.Event, place: Place) -> Any:
        line = _line_of(event)
        self.lines.setdefault(place, line)
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(line, ALIAS, "Write the value out.")
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, line)
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(line, TOO_DEEP)
            raise _TooDeepError
        found = self._sequence(place) if isinstance(event, yaml.SequenceStartEvent) else self._mapping(place)
        self._depth -= 1
        return found

    def _sequence(self, place: Place) -> list[Any]:
        result: list[Any] = []
        while not isinstance(event := self._loader.get_event(), yaml.SequenceEndEvent):
            result.append(self._value(event, (*place, len(result))))
        return result

    def _mapping(self, place: Place) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self._loader.get_event(), yaml.MappingEndEvent):
            line = _line_of(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._refuse(line, "has a key that is not a word")
                self._pass_over(event, place)
                self._pass_over(self._loader.get_event(), place)
                continue
            key = composed(str(event.value))
            if key in result:
                self._refuse(line, f'has the key "{key}" twice in one place', "Keep one of them.")
                self._pass_over(self._loader.get_event(), place)
                continue
            self._check(line, key)
            self.lines[(*place, key)] = line
            result[key] = self._value(self._loader.get_event(), (*place, key))
        return result

    def _pass_over(self, event: yaml.Event, place: Place) -> None:
        """Read what is not kept; only what is not safe in it is told."""
        before, lines = list(self.problems), self.lines
        self.lines = {}
        self._value(event, place)
        new = self.problems[len(before) :]
        self.problems, self.lines = [*before, *(p for p in new if p.message in (ALIAS, TOO_DEEP))], lines

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Any:
        tag = event.tag
        if tag is None or tag == "!":
            tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)
        if tag == _TEXT:
            self._check(line, event.value)
            return composed(event.value)
        node = yaml.ScalarNode(tag, event.value)
        shown = f'has the value "{harmless(node.value[:_SHOWN])}" that cannot be read'
        if node.tag in _NUMBERS and len(node.value) > _LONGEST_NUMBER:
            self._refuse(line, f"{shown}: it is a number of {len(node.value):,} signs")
            return None
        try:
            value = self._scalars.construct_object(node)
        except _UNREADABLE as error:
            self._refuse(line, f"{shown}: {_first_line(error)}")
            return None
        if isinstance(value, float) and not math.isfinite(value):
            self._refuse(line, f"{shown}: it is no number that can be written down")
        if isinstance(value, str):
            self._check(line, value)
            return composed(value)
        return value

    def _check(self, line: int, text: str) -> None:
        """Refuse what the file wrote as an escape; what stands there as it is was found before."""
        if what := refusal(text):
            self._refuse(line, what, "Remove it.")

    def _refuse(self, line: int, message: str, hint: str = "") -> None:
        self.problems.append(Problem(self._file, line, message, hint))


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def _first_line(error: Exception) -> str:
    told = str(getattr(error, "problem", None) or error)
    return told.splitlines()[0] if isinstance(error, yaml.YAMLError | ValueError) and told else _MISFIT
