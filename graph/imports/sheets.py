"""The mapping of the project's own sheets: sheets.yaml, with what the table of fields says put in."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from ansvar.graph.imports.documents import LINKS, SECTIONS
from ansvar.graph.imports.mapping import MappingFile, check_mapping
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.graph.schema.fields import Field, fields_on

_MAPPING = Path(__file__).parent / "sheets.yaml"
_FILTERS = {"number": "|number", "count": "|integer", "day": "|date", "flag": "|yes", "choice": "|lower",
            "keys": "|split|id"}  # fmt: skip


@cache
def own_sheets() -> MappingFile:
    """Give the mapping by which the sheets of `ansvar template` are read."""
    source = read_yaml(_MAPPING)
    rules = {name: _filled(rule) for name, rule in source.data["sources"].items()}
    return check_mapping(replace(source, data=source.data | {"sources": rules}))


def _filled(rule: dict[str, Any]) -> dict[str, Any]:
    """Put in the fields of the table, where a sheet with one row for each thing names who carries them."""
    if all(rule["columns"].values()):
        return rule
    section = next(section for section in SECTIONS if section in rule)
    filters = {"key": "|id", "from": "|date", "to": "|date"} | dict.fromkeys(LINKS[section], "|split|id")
    columns: dict[str, list[str]] = {}
    needed = {"key", "kind"}
    values: dict[str, Any] = {}
    for name, headers in rule["columns"].items():
        columns |= {name: headers} if headers else {}
        if name in filters:
            values[name] = f"{{{name}{filters[name]}}}"
        for field in () if headers else fields_on(name):
            columns |= field.columns
            needed |= set(field.columns) if field.type == "proper_name" else set()
            if field.headers and f"{{{field.headers[0]}}}" != rule.get("state"):
                values[field.key] = _value(field)
    optional = [name for name in columns if name not in needed]
    return rule | {"columns": columns, "optional": optional, section: [values | rule[section][0]]}


def _value(field: Field) -> Any:
    """Give the template that reads a field; a text in one language stands for the other one too."""
    one, *spoken = (f"{{{column}{_FILTERS.get(field.type, '')}}}" for column in field.columns)
    if not spoken:
        return one
    nb, en = spoken
    return {"nb": [nb, one, en], "en": [en, one, nb]}
