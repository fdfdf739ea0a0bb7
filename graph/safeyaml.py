"""The YAML that this project reads: the safe subset, with the booleans of YAML 1.2.

YAML 1.1 takes ``on``, ``off``, ``yes`` and ``no`` for booleans; here ``on`` is a parameter and ``no``
a language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

ALIAS = "uses an alias (*name)"
TOO_DEEP = "is nested too deeply"
DEEPEST = 40
_BOOL = "tag:yaml.org,2002:bool"


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The fastest safe loader there is, with fewer words taken for booleans."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != _BOOL]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false|True|False)$"), list("tTfF"))


def parse(text: str) -> Any:
    """Parse one YAML text into plain data; raises `yaml.YAMLError`."""
    return yaml.load(text, Loader=Loader)  # noqa: S506  (Loader is a safe one)


def traps_in(text: str) -> Iterator[tuple[int, str, str]]:
    """Find what is not safe to build, before it is: aliases, and the first value that is too deep.

    Yields
    ------
    line : int
        From 1.
    what, then : str
        What is wrong, and what to do.
    """
    depth = 0
    for event in yaml.parse(text, Loader):
        line = event.start_mark.line + 1 if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            yield line, ALIAS, "Write the value out."
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                yield line, TOO_DEEP, ""
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
