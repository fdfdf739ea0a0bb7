"""What people call the kinds, edges and values of the schema, in both languages; see vocabulary.yaml."""

from __future__ import annotations

from pathlib import Path

from ansvar.graph.texts import catalogue

_NAMES = Path(__file__).parent / "vocabulary.yaml"


def kind_name(lang: str, label: str) -> str:
    """Name a label of the schema for people; a label that has no name yet is given as it is."""
    return _named(lang, f"kind_{label}", label)


def edge_name(lang: str, edge_type: str) -> str:
    """Name an edge type for people, read giver -> receiver."""
    return _named(lang, f"edge_{edge_type}", edge_type.lower().replace("_", " "))


def sort_name(lang: str, sort: str) -> str:
    """Name a label or an edge type for people; edge types are all capitals."""
    return edge_name(lang, sort) if sort.isupper() else kind_name(lang, sort)


def value_name(lang: str, field: str, value: str) -> str:
    """Name one value of a field with few values, such as a state or a modality."""
    return _named(lang, f"{field}_{value}", value)


def _named(lang: str, name: str, otherwise: str) -> str:
    texts = catalogue(_NAMES)
    return texts[name][lang] if name in texts else otherwise
