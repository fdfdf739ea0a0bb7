"""What the schema promises stands in the engine after a load."""

import pytest
from suite.words import WEST

from ansvar.graph.cypher import Statement, generated
from ansvar.graph.errors import EngineWriteError
from ansvar.graph.schema.model import indexes


def shown(store, what):
    """Give the names of the constraints or indexes that there are."""
    rows = store.read(Statement(name="suite.show", text=f"SHOW {what}", params={}))
    return {row["name"] for row in rows}


@pytest.fixture
def bare(store):
    """Give an empty graph without constraints, as a new database has it."""
    for what, word in (("CONSTRAINTS", "CONSTRAINT"), ("INDEXES", "INDEX")):
        for name in shown(store, what):
            # the embedded engine gives a property a type by itself, and cannot drop that
            ours = not name.startswith("index_") and not name.endswith("_type")
            if "lookup" not in name and "token" not in name and ours:
                store.define([generated("suite.drop", f"DROP {word} {name} IF EXISTS", {})])
    return store


def test_a_load_makes_constraints_and_indexes(bare, org):
    """After a load keys are unique and what is looked up is indexed."""
    assert not [label for label, _, _ in indexes() if on(bare, label)]

    org(*WEST)

    for label, name, unique in indexes():
        assert name in on(bare, label), f"{label}.{name} is not indexed"
        if unique:
            assert (label, name) in constrained(bare)


def on(store, label):
    """Give the properties of a label that are indexed."""
    rows = store.read(Statement(name="suite.show", text="SHOW INDEXES", params={}))
    return {name for row in rows if label in (row["labelsOrTypes"] or []) for name in row["properties"] or []}


def constrained(store):
    """Give the label and property of every constraint of uniqueness."""
    rows = store.read(Statement(name="suite.show", text="SHOW CONSTRAINTS", params={}))
    return {(label, name) for row in rows for label in row["labelsOrTypes"] for name in row["properties"]}


def test_two_things_cannot_have_one_key(bare, org):
    org(*WEST)
    again = generated("suite.again", "CREATE (:Entity:Unit {key: 'centre:a'})", {})

    with pytest.raises(EngineWriteError):
        bare.write(lambda tx: tx.run(again))


def test_defining_the_schema_again_changes_nothing(bare, org):
    org(*WEST)
    before = (shown(bare, "CONSTRAINTS"), shown(bare, "INDEXES"))

    org(*WEST, "centre:b in region:r")

    assert (shown(bare, "CONSTRAINTS"), shown(bare, "INDEXES")) == before
