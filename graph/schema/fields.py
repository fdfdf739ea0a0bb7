"""The table of fields: what an organisation's units, posts, people and links say of themselves in one value.

fields.yaml is the one place where such a field is written; whoever reads, writes, names or checks them asks
here.  Nothing here knows a file format or an engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

from ansvar.graph.safeyaml import parse
from ansvar.graph.texts import LANGUAGES, say

_TABLE = Path(__file__).parent / "fields.yaml"
_WORDS = Path(__file__).parent / "words.yaml"
_GROUPS = {
    "organisation": ("Entity", "Organisation"),
    "units": ("Entity", "Unit", "ReceptionCentre", "Stated"),
    "posts": ("Entity", "Post", "Stated"),
    "people": ("Entity", "Person", "Stated"),
}


@dataclass(frozen=True)
class Field:
    """A field with one value; fields.yaml says what each attribute means.

    Attributes
    ----------
    on : str
        Class of nodes, or type of edges, that carries it.
    key : str
        Its name in an organisation file.
    """

    on: str
    key: str
    type: str
    name: dict[str, str]
    help: dict[str, str]
    stored: str
    headers: tuple[str, ...] = ()
    per_language: bool = False
    rdf: str = ""
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    default: bool | None = None
    required: bool = False
    indexed: bool = False
    dated: bool = False
    past: bool = False
    content: bool = True

    @property
    def properties(self) -> dict[str, str]:
        """Its properties in the graph -> their language, empty where they have none."""
        spoken = self.type in ("words", "proper_name")
        return {f"{self.stored}_{lang}": lang for lang in LANGUAGES} if spoken else {self.stored: ""}

    @property
    def leads(self) -> bool:
        """Whether it is what the thing is known by, and stands first."""
        return self.required or self.indexed

    @property
    def columns(self) -> dict[str, list[str]]:
        """Its columns in sheets -> the headers under which each is found."""
        endings = ("", *(f"_{lang}" for lang in LANGUAGES if self.per_language)) if self.headers else ()
        return {f"{self.headers[0]}{end}": [f"{each}{end}" for each in self.headers] for end in endings}


def make_field(on: str, key: str, said: dict[str, Any]) -> Field:
    """Make a field of an entry of the table."""
    lists = {name: tuple(said.get(name, ())) for name in ("headers", "values")}
    return Field(on, key, **({"stored": key} | said | lists))


def _read(table: dict[str, dict[str, dict[str, Any]]]) -> tuple[Field, ...]:
    return tuple(make_field(on, key, said) for on, entries in table.items() for key, said in entries.items())


FIELDS = _read(parse(_TABLE.read_text(encoding="utf-8")))


def fields_on(group: str) -> tuple[Field, ...]:
    """Give the fields that a class of nodes or a type of edges declares for what it says now."""
    return tuple(field for field in FIELDS if field.on == group and not field.past)


@cache
def fields_of(section: str) -> dict[str, Field]:
    """Give all fields of a section of a file (units, posts, people), or of an edge type, by name."""
    return {field.key: field for group in _GROUPS.get(section, (section,)) for field in fields_on(group)}


@cache
def dated_of(section: str) -> tuple[Field, ...]:
    """Give the fields of a section of which earlier values are kept."""
    by_key = {field.key: field for group in _GROUPS[section] for field in FIELDS if field.on == group}
    return tuple(field for field in by_key.values() if field.dated)


def section_of(label: str) -> str:
    """Give the section of a file in which things with a label stand."""
    return {"Organisation": "organisation", "Post": "posts", "Person": "people"}.get(label, "units")


def field_name(prop: str, lang: str) -> str:
    """Name a property for people; one that the table does not have is given as it is."""
    for field in FIELDS:
        spoken = {field.stored: lang} | field.properties
        if prop in spoken:
            return say(_WORDS, lang, f"in_{spoken[prop] or lang}", field=field.name[lang])
    return prop


def neomodel_properties(group: str) -> dict[str, Any]:
    """Give the neomodel attributes of a class of nodes or edges."""
    import neomodel as neo  # noqa: PLC0415  (takes half a second; only for the classes)

    kinds: dict[str, Any] = {
        "number": neo.FloatProperty, "count": neo.IntegerProperty, "day": neo.DateProperty,
        "flag": neo.BooleanProperty, "keys": partial(neo.ArrayProperty, neo.StringProperty()),
    }  # fmt: skip
    told = {"": "", "nb": ", bokmål.", "en": ", English."}
    made: dict[str, Any] = {}
    for field in fields_on(group):
        kind = kinds.get(field.type, neo.StringProperty)
        for name, lang in field.properties.items():
            text = field.help["en"].removesuffix(".") + told[lang] if lang else field.help["en"]
            made[name] = kind(index=field.indexed, required=field.required, help_text=text)
    return made
