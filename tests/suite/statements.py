"""The statements of the program, with values for which the example has rows, and how answers are compared."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from ansvar.graph.cypher import Statement, load_statement
from ansvar.graph.derive import CONNECTION_KEYS
from ansvar.queries.gaps.rules import EXTRA as RULE_KEYS
from ansvar.queries.gaps.rules import OPTIONAL
from suite.engines import ROOT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from ansvar.graph.store import Store

FILES = sorted(path for folder in ("graph", "queries") for path in (ROOT / folder).rglob("*.cypher"))
KEYS = {"connections": CONNECTION_KEYS, "gaps": RULE_KEYS}
"""Folder -> header keys that only the statements in it have."""

# Values for which the example graph has an answer, where those in the header have none.
ANSWERED: dict[str, dict[str, Any]] = {
    "trace.route": {
        "start": "centre:vest-3",
        "theme": "child-marriage",
        "matter": "individual-case",
        "on": "2018-06-01",
    },
    "derive.fillers": {"roles": ["regional-contact", "network"], "keys": ["office:vest"]},
    "derive.reach": {
        "moved": ["office:vest"],
        "regions": ["region:hordaland"],
        "bodies": ["network:vold"],
        "served": True,
    },
    "derive.scopes": {"keys": ["network:vold", "post:rma-rep-vold", "office:vest"]},
    "derive.standing": {
        "keys": ["office:vest"],
        "bodies": ["network:vold"],
        "places": ["centre:vest-3"],
        "whole": False,
        "steps": [],
    },
    "content.things": {"keys": ["post:contact-vest"]},
    "content.edges_at": {"subjects": ["post:contact-vest"], "new": []},
    "journal.about": {"key": "post:contact-vest"},
    "journal.entities": {"keys": ["post:contact-vest"]},
    "journal.records": {"keys": ["changeset:1"]},
}


def statement_of(path: Path) -> Statement:
    return load_statement(path, KEYS.get(path.parent.name, frozenset()), OPTIONAL)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# Read off the text: a header that cannot be read is the failure of a test, not of the whole collection.
READERS = [path for path in FILES if "// access: read\n" in path.read_text(encoding="utf-8")]
PARTS = [path for path in FILES if path.parent == ROOT / "graph" / "ways"]
WRITERS = [path for path in FILES if path not in (*READERS, *PARTS)]

START = "centre:vest-1"
BETWEEN = "2018-06-01"
OF_OTHER_DAYS = ("valid_to", "dated", "changed_on")


@cache
def pairs() -> list[dict[str, Any]]:
    """Give the pairs of roles that the example connects, each with some to start from at either end."""
    file = yaml.safe_load((ROOT / "seed/instructions/im-2018-001.yaml").read_text(encoding="utf-8"))
    listed = lambda value: value if isinstance(value, list) else [value]  # noqa: E731
    ends = ["centre:vest-3", "office:vest", "post:contact-vest", "post:rma-rep-vold", "network:vold"]
    starts = {"givers": ends, "receivers": ends, "servers": ["office:vest"]}
    return [
        {"giver": giver, "receiver": receiver, "served": served} | starts
        for served in ("own", "shared")
        for part in (*file["steps"], *file["relations"])
        for giver in listed(part["from"])
        for receiver in listed(part["to"])
    ]


def values(statement: Statement) -> dict[str, Any]:
    """Give parameters for which the example should have rows."""
    if statement.name.startswith("connections."):
        return {"pairs": pairs()}
    example: dict[str, Any] = statement.header["example"]
    return ANSWERED.get(statement.name, example)


_OF_THE_TIME = ("fingerprint", "loaded_at", "as_of", "at", "changed_at", "seal", "token")


def calm(value: Any) -> Any:
    """Leave out the time of writing and what follows from it; sort what is inside: labels come as a set."""
    if isinstance(value, dict):
        return {key: calm(value[key]) for key in sorted(value) if key not in _OF_THE_TIME}
    if isinstance(value, list):
        return sorted((calm(item) for item in value), key=repr)
    return value


def of_the_day(row: dict[str, Any]) -> dict[str, Any]:
    """Leave out of a row what its things say of other days."""
    plain: dict[str, Any] = calm(row)
    for about in plain.get("data", plain), plain:
        if isinstance(about, dict) and isinstance(about.get("props"), dict):
            about["props"] = {n: v for n, v in about["props"].items() if n not in OF_OTHER_DAYS}
    return plain


def answers(store: Store, ended: Collection[str]) -> dict[str, list[dict[str, Any]]]:
    """Ask of the day between all that is asked of a day; a route begins at a place that did not end."""
    told = {}
    for path in READERS:
        statement = statement_of(path)
        if "on" in statement.params:
            params = values(statement) | {"on": BETWEEN}
            keys = sorted(ended)
            about = {"start": START, "keys": keys, "posts": keys, "key": "post:contact-vest"}
            params |= {name: value for name, value in about.items() if name in params}
            told[statement.name] = sorted(map(of_the_day, store.read(statement, **params)), key=repr)
    del told["graph.values"]  # gives what was said on other days
    return told


def differing(
    before: Mapping[str, Sequence[Any]], after: Mapping[str, Sequence[Any]]
) -> dict[str, list[Any]]:
    """Give the rows that only one of two sets of answers has, by statement."""
    return {
        name: [row for row in (*before[name], *rows) if (row in before[name]) != (row in rows)]
        for name, rows in after.items()
        if rows != before[name]
    }
