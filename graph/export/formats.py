"""The forms that a graph can be written down in, by name; each is made by a module beside this one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ansvar.graph.errors import UnknownNameError
from ansvar.graph.export.cypher import as_cypher
from ansvar.graph.export.dot import as_dot
from ansvar.graph.export.graphml import as_graphml
from ansvar.graph.export.jsonfile import as_json
from ansvar.graph.export.mermaid import as_mermaid
from ansvar.graph.export.options import ExportOptions, Files
from ansvar.graph.export.popolo import as_popolo, not_in_popolo
from ansvar.graph.export.sheets import as_csv, as_xlsx, not_in_sheets
from ansvar.graph.export.turtle import as_turtle, not_in_turtle
from ansvar.graph.export.yamlfiles import as_yaml, not_in_yaml
from ansvar.graph.names import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from ansvar.graph.content import Content

__all__ = ["FORMATS", "ExportOptions", "Files", "Form", "form"]


@dataclass(frozen=True)
class Form:
    """One form of export.

    Attributes
    ----------
    name : str
        As the user writes it.
    write : callable
        Content and what is asked -> files.
    ending : str
        Of its files.
    several : bool
        True when there can be more than one file.
    text : bool
        True when the file can be read in a terminal.
    derived : bool
        True when it tells derived edges too.
    lost : callable
        Content and what is asked -> lines that tell what cannot be written down in this form.
    """

    name: str
    write: Callable[[Content, ExportOptions], Files]
    ending: str
    several: bool = False
    text: bool = True
    derived: bool = True
    lost: Callable[[Content, ExportOptions], list[str]] = lambda *_: []


FORMATS: dict[str, Form] = {
    made.name: made
    for made in (
        Form("json", as_json, "json"),
        Form("graphml", as_graphml, "graphml"),
        Form("csv", as_csv, "csv", several=True, derived=False, lost=not_in_sheets),
        Form("xlsx", as_xlsx, "xlsx", text=False, derived=False, lost=not_in_sheets),
        Form("mermaid", as_mermaid, "mmd", derived=False),
        Form("dot", as_dot, "dot", derived=False),
        Form("cypher", as_cypher, "cypher"),
        Form("turtle", as_turtle, "ttl", derived=False, lost=not_in_turtle),
        Form("popolo", as_popolo, "json", derived=False, lost=not_in_popolo),
        Form("yaml", as_yaml, "yaml", several=True, derived=False, lost=not_in_yaml),
    )
}


def form(name: str) -> Form:
    """Find a form.

    Raises
    ------
    UnknownNameError
        There is none of that name.
    """
    if name not in FORMATS:
        raise UnknownNameError("format", name, nearest(name, FORMATS), f"All: {', '.join(sorted(FORMATS))}.")
    return FORMATS[name]
