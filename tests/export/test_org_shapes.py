"""Turtle that we write is valid by the W3C's Organization Ontology: a SHACL validator says so, not we.

The shapes state what the recommendation says of domains, ranges and classes; that they can fail is shown.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from pyshacl import validate
from rdflib import ORG, RDF, Graph, URIRef
from suite import dice as throw
from suite.contents import example, loaded
from suite.engines import DATA
from suite.imports import bring
from suite.turtle import W3C, exported, short
from suite.words import instruction, organisation

SHAPES = Graph().parse(DATA / "w3c-org-shapes.ttl", format="turtle")
PREFIXES = """
@prefix org: <http://www.w3.org/ns/org#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix : <http://example.org/> .
"""
TERMS = {URIRef(ORG[name]) for name in ORG.__annotations__ if not name.startswith("_")}
PROPERTIES = sorted(term for term in TERMS if term.removeprefix(str(ORG))[0].islower())


def problems(graph):
    """Give what is not as the recommendation says: terms that it does not have, and what the shapes find."""
    of_org = {term for triple in graph for term in triple if str(term).startswith(str(ORG))}
    used = set(graph.predicates()) & of_org
    found = {f"no term of ORG: {term}" for term in of_org - TERMS}
    found |= {f"no property of ORG: {term}" for term in used & TERMS - set(PROPERTIES)}
    found |= {f"no class of ORG: {kind}" for kind in graph.objects(None, RDF.type) if kind in PROPERTIES}
    # the shapes also say which class is a part of which
    valid, _, told = validate(graph, shacl_graph=SHAPES, ont_graph=SHAPES)
    return sorted(found) + ([] if valid else [told])


def test_the_example_is_valid():
    graph = exported(example())

    assert problems(graph) == []
    assert set(graph.subjects(RDF.type, ORG.Membership))


@pytest.mark.slow
@settings(max_examples=25, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 10**9))
def test_random_organisations_are_valid(seed):
    dice = random.Random(seed)
    content = loaded(instruction(*throw.norm(dice)), organisation(*throw.organisation(dice)))

    assert problems(exported(content)) == []


def test_what_was_read_back_is_valid_again(tmp_path):
    path = tmp_path / "again.ttl"
    exported(example()).serialize(path, format="turtle")

    done = bring(path, mapping="w3c-org", day="2018-06-01")
    again = exported(done.after)

    assert problems(again) == []
    # a network stays one, and a region does not come back as a body
    networks = {key for key, node in example().nodes.items() if node.label == "Network"}
    assert done.nodes("Network") == {f"urn:ansvar:{key}" for key in networks} != set()
    assert not [key for key in done.after.nodes if ":region:" in key]


@pytest.mark.skipif(not W3C.is_dir(), reason="../shared/data/w3c-csvw-test034 is not here")
def test_the_w3c_file_stays_valid_when_written_again():
    """The published file of the W3C is valid when it was read and written.

    The file itself leaves types out, which ours states.
    """
    done = bring(W3C / "result.ttl", mapping="w3c-org")

    assert problems(Graph().parse(W3C / "result.ttl", format="turtle")) != []
    assert problems(exported(done.after)) == []


def test_units_and_parts_of_bodies_have_different_words():
    """Units of a formal organization have another word than parts of other bodies."""
    content = loaded(
        organisation("dept:d under directorate:a", "section:s under dept:d", "network:n under dept:d",
                     "centre:c in region:r", "region:r under region:country")
    )  # fmt: skip

    graph = exported(content)

    assert problems(graph) == []
    assert short(graph, ORG.unitOf) == {("dept:d", "directorate:a")}
    assert short(graph, ORG.subOrganizationOf) == {("section:s", "dept:d"), ("network:n", "dept:d")}
    assert short(graph, "http://purl.org/dc/terms/isPartOf") == {("region:r", "region:country")}


# -- the shapes can fail --------------------------------------------------------------------------------

GOOD = """
:works a org:FormalOrganization ; skos:prefLabel "Works" .
:desk a org:OrganizationalUnit ; skos:prefLabel "Desk" ; org:unitOf :works .
:corner a org:OrganizationalUnit ; skos:prefLabel "Corner" ; org:subOrganizationOf :desk .
:head a org:Role ; skos:prefLabel "Head"@en , "Leder"@nb .
:post a org:Post ; org:postIn :desk ; org:heldBy :ada ; org:role :head ; org:reportsTo :boss .
:boss a org:Post ; org:postIn :works .
:ada a foaf:Person ; foaf:name "Ada" .
:seat a org:Membership ; org:member :ada ; org:organization :works ; org:role :head .
:both a org:OrganizationalCollaboration ; skos:prefLabel "Both" ; org:hasMember :works , :desk .
"""
BROKEN = {
    "a unit of a unit": ":corner org:unitOf :desk .",
    "a post in a person": ":post org:postIn :ada .",
    "held by a role": ":post org:heldBy :head .",
    "a membership of nobody": ":seat2 a org:Membership ; org:organization :works .",
    "a membership nowhere": ":seat2 a org:Membership ; org:member :ada .",
    "a membership of two": ":seat org:member :desk .",
    "a time that is a text": ':seat org:memberDuring "2018" .',
    "a person in a collaboration": ":ada org:memberOf :both .",
    "a person in a collaboration, by a membership": (
        ":seat2 a org:Membership ; org:member :ada ; org:organization :both ."
    ),
    "a collaboration that is a unit": ":both a org:OrganizationalUnit .",
    "a role that is an organization": ":head a org:Organization .",
    "a role for a person": ":ada org:role :head .",
    "two labels in a language": ':head skos:prefLabel "Chief"@en .',
    "an organization without a label": ":new a org:Organization .",
    "a membership that reports": ":seat org:reportsTo :boss .",
    "a term that ORG does not have": ":ada org:worksFor :works .",
    "a class that ORG does not have": ":desk a org:Unit .",
    "a class for a property": ":desk org:OrganizationalUnit :works .",
    "a property for a class": ":works a org:unitOf .",
}


def test_the_graph_that_is_broken_below_is_whole():
    assert problems(Graph().parse(data=PREFIXES + GOOD, format="turtle")) == []


@pytest.mark.parametrize("kind", BROKEN)
def test_a_broken_graph_is_refused(kind):
    assert problems(Graph().parse(data=PREFIXES + GOOD + BROKEN[kind], format="turtle")) != []


def test_every_property_of_org_is_judged(subtests):
    """Nothing that ORG has a property for is said of, or leads to, something that has no type at all."""
    for term in PROPERTIES:
        with subtests.test(term.removeprefix(str(ORG))):
            graph = Graph()
            graph.add((URIRef("http://example.org/a"), term, URIRef("http://example.org/b")))

            assert problems(graph) != []
