"""The stock neomodel works over both engines, with our classes as they are."""

import datetime as dt

import neo4j
import neomodel
import pytest
from neomodel import db
from suite.words import WEST

from ansvar.graph.schema.nodes import Person, Post, ReceptionCentre, Region, Unit

REFUSED = (neomodel.exceptions.UniqueProperty, neo4j.exceptions.ConstraintError)
"""neomodel knows the first by Neo4j's words; ArcadeDB gives the second without any."""
PERIOD = {"valid_from": dt.date(2018, 1, 1), "valid_to": dt.date(9999, 12, 31)}


@pytest.fixture
def connected(bench):
    """Connect neomodel to the engine's own driver; it is not neomodel's to close."""
    db.set_connection(driver=bench.store.writer_driver)
    previous = neomodel.get_config().database_name
    neomodel.get_config().database_name = bench.store.database
    db._database_name = bench.store.database
    yield bench
    db.driver = None
    db._database_name = None
    neomodel.get_config().database_name = previous


def centre(key, **more):
    return ReceptionCentre(key=key, name_nb=f"{key} (nb)", name_en=key, **PERIOD, **more)


def test_a_saved_node_carries_its_labels_and_is_found(connected, org):
    """A node that is saved carries all its labels and is found again."""
    org(*WEST)

    centre("centre:new", places=40, centre_kinds=["ordinary"]).save()

    found = ReceptionCentre.nodes.get(key="centre:new")
    assert (found.places, found.centre_kinds, found.valid_from) == (40, ["ordinary"], dt.date(2018, 1, 1))
    assert set(found.labels()) == {"Entity", "Unit", "ReceptionCentre"}
    assert {unit.key for unit in Unit.nodes.filter(key__startswith="centre:")} == {"centre:a", "centre:new"}


def test_what_was_loaded_can_be_filtered_and_followed(connected, org):
    org(*WEST)

    post = Post.nodes.get(key="post:contact")
    person = Person.nodes.get(key="person:contact")

    assert [unit.key for unit in post.post_in_unit] == ["office:west"]
    assert [held.key for held in person.holds_post] == ["post:contact"]
    assert {n.key for n in Post.nodes.filter(key__in=["post:contact", "post:chief"])} == {
        "post:contact",
        "post:chief",
    }
    relation = person.holds_post.relationship(post)
    assert (relation.valid_from, relation.valid_to) == (dt.date(2018, 1, 1), dt.date(9999, 12, 31))


def test_an_edge_that_is_made_has_its_own_properties(connected, org):
    org(*WEST)
    place = centre("centre:new").save()
    region = Region.nodes.get(key="region:r")

    place.located_in_region.connect(region, {**PERIOD, "stated_by": "organisation:t"})

    assert [r.key for r in ReceptionCentre.nodes.get(key="centre:new").located_in_region] == ["region:r"]
    assert place.located_in_region.relationship(region).stated_by == "organisation:t"


def test_two_nodes_cannot_have_one_key(connected, org):
    """In an explicit transaction nothing remains of the second one; see the facts about the engines."""
    org(*WEST)
    before = connected.fingerprint()

    with pytest.raises(REFUSED), db.transaction:
        centre("centre:a").save()

    assert connected.fingerprint() == before


def test_what_is_required_is_asked_for(connected, store):
    with pytest.raises(neomodel.exceptions.RequiredProperty):
        ReceptionCentre(key="centre:x").save()
