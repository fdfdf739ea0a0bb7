"""Exported Turtle is the W3C's Organization Ontology, and nothing that is over is told as of now."""

from __future__ import annotations

import pytest
from rdflib import RDF, Graph, URIRef
from rdflib.compare import isomorphic
from suite.contents import example, loaded
from suite.engines import ROOT
from suite.imports import bring
from suite.turtle import DAY, W3C, exported, short
from suite.words import organisation

from ansvar.graph.export.options import ExportOptions
from ansvar.graph.export.turtle import DCT, FOAF, ORG, as_turtle, not_in_turtle


def only(graph, *beginnings):
    """Keep the triples whose predicate begins so."""
    kept = Graph()
    for triple in graph:
        if str(triple[1]).startswith(beginnings):
            kept.add(triple)
    return kept


@pytest.mark.skipif(not W3C.is_dir(), reason="../shared/data/w3c-csvw-test034 is not here")
def test_the_w3c_turtle_comes_out_equal():
    """The Turtle of the W3C comes out equal for the terms of ORG.

    Test 034 of CSV on the Web: imported with the mapping of the program and exported.
    """
    published = Graph().parse(W3C / "result.ttl", format="turtle")
    content = bring(W3C / "result.ttl", mapping="w3c-org", day="2018-01-01").after

    made = exported(content)

    assert isomorphic(only(made, ORG), only(published, ORG))
    assert len(only(made, ORG)) == 9
    assert set(only(published, f"{FOAF}name", f"{DCT}identifier")) <= set(made)


@pytest.mark.skipif(not W3C.is_dir(), reason="../shared/data/w3c-csvw-test034 is not here")
def test_the_w3c_tables_come_out_as_its_turtle():
    """The tables of the W3C come out as its Turtle for the terms of ORG.

    The same test from its CSV files, with a mapping that names things as the test does.
    """
    published = Graph().parse(W3C / "result.ttl", format="turtle")
    mapping = ROOT / "tests" / "imports" / "mappings" / "w3c-test034-mapping.yaml"
    tables = [W3C / "senior-roles.csv", W3C / "junior-roles.csv"]
    content = bring(*tables, mapping=str(mapping), day="2018-01-01").after

    made = exported(content)

    assert isomorphic(only(made, ORG), only(published, ORG))
    assert set(only(published, f"{FOAF}name", f"{DCT}identifier")) <= set(made)


def test_an_ended_holding_is_a_dated_membership_only():
    """A holding that is over is a membership with its time and nothing else."""
    content = loaded(
        organisation(
            "post:p in office:west", "post:q in office:west", "person:x holds post:p to 2018-03-01",
            "person:y holds post:p from 2018-03-01",
        )
    )  # fmt: skip

    made = exported(content)

    assert short(made, f"{ORG}heldBy") == {("post:p", "person:y"), ("post:q", "person:q")}
    spans = {}
    for membership in made.subjects(RDF.type, URIRef(f"{ORG}Membership")):
        member = str(made.value(membership, URIRef(f"{ORG}member"))).removeprefix("urn:ansvar:")
        days = [
            made.value(made.value(made.value(membership, URIRef(f"{ORG}memberDuring")), URIRef(TIME + name)),
                       URIRef(f"{TIME}inXSDDate"))
            for name in ("hasBeginning", "hasEnd")
        ]  # fmt: skip
        spans[member] = tuple(str(day) if day else "" for day in days)
    assert spans == {"person:x": ("2018-01-01", "2018-03-01"), "person:y": ("2018-03-01", "")}
    assert not_in_turtle(content, ExportOptions(DAY)) == []


TIME = "http://www.w3.org/2006/time#"


def test_the_same_graph_gives_the_same_text():
    assert as_turtle(example(), ExportOptions(DAY)) == as_turtle(example(), ExportOptions(DAY))


def test_what_has_no_word_in_org_is_counted():
    content = loaded(
        organisation("person:x holds post:p", "person:x away from post:p to 2018-02-01",
                     "office:west under dept:d to 2018-03-01", "office:west under dept:e from 2018-03-01")
    )  # fmt: skip

    assert not_in_turtle(content, ExportOptions(DAY)) == ["1 ABSENT_FROM", "1 PART_OF"]
    assert short(exported(content), f"{ORG}subOrganizationOf") == {("office:west", "dept:e")}
