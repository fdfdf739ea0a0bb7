"""Reading cannot write, whatever a statement says of itself."""

import pytest
from suite.words import WEST

from ansvar.graph.cypher import Statement
from ansvar.graph.errors import EngineError, StatementError

WRITES = [
    "CREATE (:Entity:Unit {key: 'unit:ghost'})",
    "CREATE (:Stray) RETURN 1 AS one",
    "MERGE (n:Entity {key: 'unit:ghost'}) RETURN n.key AS one",
    "MATCH (n:Entity {key: 'centre:a'}) SET n.name_nb = 'changed' RETURN 1 AS one",
    "MATCH (n:Entity {key: 'centre:a'}) REMOVE n.name_nb RETURN 1 AS one",
    "MATCH (n:Entity {key: 'centre:a'}) SET n:Stray RETURN 1 AS one",
    "MATCH ()-[e:HOLDS]->() DELETE e RETURN 1 AS one",
    "MATCH (n:Entity) DETACH DELETE n",
    "MATCH (a:Entity {key: 'centre:a'}), (b:Entity {key: 'region:r'}) CREATE (a)-[:SERVES]->(b)",
    "UNWIND [1, 2] AS x FOREACH (y IN [x] | CREATE (:Stray {x: y}))",
    "CALL () { CREATE (:Stray) } RETURN 1 AS one",
]

COUNT = Statement(
    name="suite.everything",
    text="MATCH (n) WITH count(n) AS nodes OPTIONAL MATCH ()-[e]->() RETURN nodes, count(e) AS edges",
    params={},
    returns=("nodes", "edges"),
)


@pytest.fixture
def loaded(bench, org):
    """Give a small graph, and a way to see whether it is as it was."""
    org(*WEST)
    return lambda: (bench.fingerprint(), bench.store.read(COUNT))


def test_a_statement_that_says_it_reads_cannot_write(bench, org, loaded, subtests):
    """A slip in a .cypher file, or a rule of a user's own, never changes the graph."""
    before = loaded()

    for text in WRITES:
        with subtests.test(text):
            with pytest.raises(EngineError):
                bench.store.read(Statement(name="suite.liar", text=text, params={}, access="read"))

            assert loaded() == before


def test_no_index_can_be_made_while_reading(bench, org, loaded):
    lying = Statement(
        name="suite.liar", text="CREATE INDEX stray IF NOT EXISTS FOR (n:Stray) ON (n.x)", params={}
    )
    indexes = Statement(name="suite.indexes", text="SHOW INDEXES", params={})
    before = len(bench.store.read(indexes))

    with pytest.raises(EngineError):
        bench.store.read(lying)

    assert len(bench.store.read(indexes)) == before


def test_a_statement_that_says_it_writes_is_not_even_sent(bench, org, loaded):
    before = loaded()

    with pytest.raises(StatementError, match=r"suite\.open writes and cannot be used to read"):
        bench.store.read(Statement(name="suite.open", text=WRITES[0], params={}, access="write"))

    assert loaded() == before


def test_what_the_engine_refuses_is_told_without_values(bench, store):
    """An error goes into logs; what was asked for may be a person's name."""
    statement = Statement(name="suite.wrong", text="RETURN $x +", params={"x": "str"})

    with pytest.raises(EngineError) as caught:
        store.read(statement, x="hemmelig")

    assert caught.value.exit_code == 4
    assert "hemmelig" not in str(caught.value)
    assert caught.value.__cause__ is not None
