"""The schema is declared once, and everything that follows from it is whole."""

import re

import pytest

from ansvar.graph.derive import CONNECTION_KEYS, CONNECTIONS, connection_names
from ansvar.graph.schema.model import EdgeKind, NodeKind, edge_kinds, indexes, labels_under, node_kinds
from ansvar.graph.schema.nodes import NODES
from ansvar.graph.schema.statements import (
    constraints,
    create_edges,
    create_nodes,
    delete_edges,
    set_edges,
    set_nodes,
)

LAYERS = {"norm", "organisation", "derived"}

KINDS: list[NodeKind | EdgeKind] = [*node_kinds().values(), *edge_kinds().values()]


def test_every_label_every_edge_and_every_property_is_described(subtests):
    """The schema page is made from these words; without them nobody knows what a thing means."""
    for kind in KINDS:
        with subtests.test(kind.label if isinstance(kind, NodeKind) else kind.type):
            assert re.fullmatch(r"[A-Z].*\.", kind.description, flags=re.DOTALL), kind
            assert kind.properties
            for prop in kind.properties:
                assert re.fullmatch(r"\S.*\S", prop.description), f"{prop.name} has no description"
                assert re.fullmatch(r"[a-z][a-z_]*", prop.name), prop


def test_no_description_is_taken_over_from_the_class_above():
    """Python gives a class without words of its own those of its parent."""
    words = [kind.description for kind in KINDS]

    assert len(words) == len(set(words))


def test_every_edge_leads_between_known_labels_and_has_a_layer(subtests):
    known = set(node_kinds())
    for edge in edge_kinds().values():
        with subtests.test(edge.type):
            assert edge.sources
            assert edge.targets
            assert set(edge.sources) <= known
            assert set(edge.targets) <= known
            assert edge.layer in LAYERS
            assert re.fullmatch(r"[A-Z]+(_[A-Z]+)*", edge.type)


def test_every_edge_has_a_period_and_says_where_it_comes_from(subtests):
    for edge in edge_kinds().values():
        with subtests.test(edge.type):
            names = {prop.name for prop in edge.properties}

            assert {"valid_from", "valid_to", "stated_by", "derived_from"} <= names


def test_every_node_has_a_key_names_and_a_period(subtests):
    """Every node has a key a name in both languages and a period."""
    for kind in node_kinds().values():
        with subtests.test(kind.label):
            required = {prop.name for prop in kind.properties if prop.required}

            assert {"key", "name_nb", "name_en", "valid_from", "valid_to"} <= required
            assert kind.labels[0] == kind.label
            assert kind.labels[-1] == "Entity"
            assert re.fullmatch(r"[A-Z][A-Za-z]*", kind.label)


def test_a_property_is_in_both_languages_or_in_none():
    """A property has the same meaning in both languages or in none."""
    for kind in KINDS:
        names = {prop.name for prop in kind.properties}
        for name in names:
            for one, other in (("_nb", "_en"), ("_en", "_nb")):
                if name.endswith(one):
                    assert name.removesuffix(one) + other in names


def test_labels_are_found_below_a_label():
    assert labels_under("Unit") == {
        "Unit", "Ministry", "Directorate", "Department", "Section", "RegionalOffice", "ReceptionCentre",
        "Network", "ExternalPartner", "Region",
    }  # fmt: skip
    assert labels_under("Post") == {"Post"}
    assert labels_under("Nothing") == frozenset()
    assert labels_under("Entity") == set(node_kinds())


def test_the_neomodel_classes_lead_where_the_edges_say():
    """Every edge type is reachable as an attribute of every class that it can start from."""
    by_name = {node.__name__: node for node in NODES}
    for edge in edge_kinds().values():
        for source in edge.sources:
            for target in edge.targets:
                definition = getattr(by_name[source], f"{edge.type.lower()}_{target.lower()}").definition
                assert definition["relation_type"] == edge.type
                assert edge.type == definition["model"].TYPE


# -- the statements that follow ------------------------------------------------------------------------


def test_the_key_is_unique_and_what_is_looked_up_is_indexed():
    texts = {statement.text for statement in constraints()}

    assert "CREATE CONSTRAINT entity_key_unique IF NOT EXISTS FOR (n:Entity) REQUIRE n.key IS UNIQUE" in texts
    assert {(label, name) for label, name, unique in indexes() if unique} == {
        ("Entity", "key"),
        ("Record", "key"),
    }
    for label, name, unique in indexes():
        if not unique:
            title = f"{label}_{name}".lower()
            assert f"CREATE INDEX {title} IF NOT EXISTS FOR (n:{label}) ON (n.{name})" in texts
    assert len(texts) == len(indexes())


def test_a_node_is_created_with_all_labels_above_it(subtests):
    for label in node_kinds():
        with subtests.test(label):
            text = create_nodes(label).text

            found = re.search(r"CREATE \(n:([\w:]+)\)", text)
            assert found is not None
            labels = found.group(1).split(":")
            assert set(labels) == set(node_kinds()[label].labels)
            assert create_nodes(label).params == {"rows": "rows"}


def test_an_edge_is_created_from_giver_to_receiver(subtests):
    for edge_type in edge_kinds():
        with subtests.test(edge_type):
            assert f"CREATE (a)-[e:{edge_type}]->(b)" in create_edges(edge_type).text
            assert (
                f"(a:Entity {{key: row.giver}})-[e:{edge_type}]->(b:Entity {{key: row.receiver}})"
                in set_edges(edge_type).text
            )
            for start, way in (
                ("giver", f"(n)-[e:{edge_type}]->(o"),
                ("receiver", f"(n)<-[e:{edge_type}]-(o"),
            ):
                text = delete_edges([edge_type], start).text
                assert way in text
                assert "AND e.derived_from IS NOT NULL AND " in text


def test_every_generated_statement_writes_and_has_a_name():
    made = [*constraints(), set_nodes(), *map(create_nodes, node_kinds()), *map(create_edges, edge_kinds()),
            *map(set_edges, edge_kinds()), delete_edges(edge_kinds(), "giver")]  # fmt: skip

    assert {statement.access for statement in made} == {"write"}
    assert all(re.fullmatch(r"schema\.\w+", statement.name) for statement in made)


@pytest.mark.parametrize("make", [create_nodes, create_edges])
def test_there_is_no_statement_for_what_the_schema_does_not_have(make):
    with pytest.raises(KeyError):
        make("Nothing")


# -- connections ------------------------------------------------------------------------------------------


def test_every_connection_file_can_be_used():
    """Every connection file is a name that an instruction can use."""
    assert connection_names() == sorted(
        path.stem for path in CONNECTIONS.iterdir() if path.suffix == ".cypher"
    )
    assert {"serves", "follows_up", "line_above", "member_of", "coordinated_by"} <= set(connection_names())
    assert "within_line" in CONNECTION_KEYS
