"""Turtle that we write, read again as a graph of triples."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from rdflib import Graph, URIRef

from ansvar.graph.export.options import ExportOptions
from ansvar.graph.export.turtle import as_turtle
from suite.engines import ROOT

if TYPE_CHECKING:
    from ansvar.graph.content import Content

W3C = ROOT.parent / "shared" / "data" / "w3c-csvw-test034"
DAY = dt.date(2018, 6, 1)


def exported(content: Content, on: dt.date = DAY) -> Graph:
    """Export and read the text again."""
    return Graph().parse(data=as_turtle(content, ExportOptions(on))["graph.ttl"], format="turtle")


def short(graph: Graph, predicate: str) -> set[tuple[str, ...]]:
    """Give the ends of a predicate's triples without what all names begin with."""
    return {
        tuple(str(end).removeprefix("urn:ansvar:") for end in (s, o))
        for s, o in graph.subject_objects(URIRef(predicate))
    }
