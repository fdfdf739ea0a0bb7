"""The schema as a page: docs/schema.md is written from here, and a test checks that it is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ansvar.graph.schema.fields import FIELDS
from ansvar.graph.schema.model import edge_kinds, node_kinds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ansvar.graph.schema.model import PropertyKind

_LAYERS = {
    "norm": "What is written",
    "organisation": "Who is there",
    "derived": "Worked out from both",
}


def nodes_page() -> str:
    """Write the node labels as Markdown: what each stands for, its labels and properties."""
    parts = []
    for kind in node_kinds().values():
        above = ", ".join(f"`{label}`" for label in kind.labels[1:])
        parts.append(f"### {kind.label}\n\n{kind.description}")
        parts.append(f"Also carries {above}." if above else "")
        known = {prop.name for label in kind.labels[1:] for prop in _own(label)}
        parts.append(_table(prop for prop in kind.properties if prop.name not in known))
    return "\n\n".join(part for part in parts if part)


def edges_page() -> str:
    """Write the edge types as Markdown, layer by layer."""
    parts = []
    for layer, title in _LAYERS.items():
        parts.append(f"### {title}")
        for kind in edge_kinds().values():
            if kind.layer == layer:
                ends = f"`{' | '.join(kind.sources)}` → `{' | '.join(kind.targets)}`"
                parts.append(f"**`{kind.type}`** {ends}: {kind.description}")
                parts.append(_table(p for p in kind.properties if p.name not in _COMMON))
    return "\n\n".join(part for part in parts if part)


def common_page() -> str:
    """Write the properties that every edge has."""
    kind = next(iter(edge_kinds().values()))
    return _table(p for p in kind.properties if p.name in _COMMON)


def fields_page() -> str:
    """Write the table of fields: how each is called in files, sheets and Turtle."""
    heads = ("in a file", "of", "type", "headers of its column", "in Turtle", "changes", "meaning")
    rows = []
    for field in FIELDS:
        headers = ", ".join(f"`{each}`" for headers in field.columns.values() for each in headers)
        kind = " or ".join(f"`{value}`" for value in field.values) or _TYPES.get(field.type, field.type)
        told = (f"`{field.rdf}`" if field.rdf else "", "yes" if field.dated else "", field.help["en"])
        rows.append((f"`{field.key}`", _ON.get(field.on, field.on), kind, headers, *told))
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


_ON = {
    "Entity": "units, posts", "Organisation": "the file", "Stated": "units, posts, people", "Unit": "units",
    "ReceptionCentre": "centres", "Post": "posts", "Person": "people", "HOLDS": "holders",
    "ABSENT_FROM": "absences", "MEMBER_OF": "`member_of`",
}  # fmt: skip
_TYPES = {"words": "text in both languages", "proper_name": "text", "keys": "list of keys", "flag": "true"}

_COMMON = frozenset({"valid_from", "valid_to", "stated_by", "derived_from"})


def _own(label: str) -> tuple[PropertyKind, ...]:
    return node_kinds()[label].properties if label in node_kinds() else _entity()


def _entity() -> tuple[PropertyKind, ...]:
    shared = set.intersection(*({p.name for p in kind.properties} for kind in node_kinds().values()))
    first = next(iter(node_kinds().values()))
    return tuple(p for p in first.properties if p.name in shared)


def entity_page() -> str:
    """Write the properties that every node has."""
    return _table(_entity())


def _table(properties: Iterable[PropertyKind]) -> str:
    rows = [
        f"| `{p.name}` | {p.type}{'' if p.required else ', optional'} | {p.description} |" for p in properties
    ]
    return "\n".join(["| property | type | meaning |", "| --- | --- | --- |", *rows]) if rows else ""
