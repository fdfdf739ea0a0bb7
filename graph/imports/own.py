"""The mapping of the project's own sheets: own.yaml, with what the table of fields says put in."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ansvar.graph.imports.documents import SECTIONS
from ansvar.graph.imports.mapping import MappingFile, check_mapping
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.graph.schema.fields import Field, fields_on

_OWN = Path(__file__).parent / "own.yaml"
_FILTERS = {"number": "|number", "count": "|integer", "day": "|date", "flag": "|yes", "choice": "|lower",
            "keys": "|split|id"}  # fmt: skip


@cache
def own_sheets() -> MappingFile:
    """Give the mapping by which the sheets of `ansvar template` are read."""
    source = read_yaml(_OWN)
    rules = {name: _filled(rule) for name, rule in source.data["sources"].items()}
    return check_mapping(replace(source, data=source.data | {"sources": rules}))


def _filled(rule: dict[str, Any]) -> dict[str, Any]:
    """Put the fields of the table where a column without headers names who carries them."""
    columns: dict[str, list[str]] = {}
    optional = list(rule.get("optional", ()))
    values: dict[str, Any] = {}
    for name, headers in rule["columns"].items():
        if headers:
            columns[name] = headers
            continue
        for field in fields_on(name):
            columns |= field.columns
            optional += [] if field.type == "proper_name" else field.columns
            if field.headers and f"{{{field.headers[0]}}}" != rule.get("state"):
                values[field.key] = _value(field)
    items = {
        section: [values | item for item in rule[section]]
        for section in SECTIONS
        if values and section in rule
    }
    return rule | {"columns": columns, "optional": optional} | items


def _value(field: Field) -> Any:
    """Give the template that reads a field; a text in one language stands for the other one too."""
    one, *spoken = (f"{{{column}{_FILTERS.get(field.type, '')}}}" for column in field.columns)
    if not spoken:
        return one
    nb, en = spoken
    return {"nb": [nb, one, en], "en": [en, one, nb]}
