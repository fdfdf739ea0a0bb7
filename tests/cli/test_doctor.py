"""The doctor notices whatever was altered, added or taken away behind the program's back."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections import defaultdict

import pytest
from suite.faces import EMBEDDED, point_to
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement, generated
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.journal.migration import earlier_fingerprint
from ansvar.graph.journal.undo import undo
from ansvar.graph.load.loader import load_files
from ansvar.queries.gaps.acceptance import accept, withdraw
from ansvar.queries.gaps.query import gaps

DAY = dt.date(2018, 6, 1)
UNTIL = dt.date(2018, 9, 1)
ALL_RIGHT = (
    "python", "settings", "engine", "memory", "graph", "state", "fingerprint", "journal", "facts",
    "acceptances", "derived", "indexes", "keys",
)  # fmt: skip
OF_CONTENT = {"fingerprint", "facts"}

ADD_NODE = (
    "CREATE (:Section:Unit:Entity {key: 'section:x', name_nb: 'x', name_en: 'x', "
    "valid_from: '2018-01-01', valid_to: '9999-12-31', stated_by: 'organisation:test'})"
)
ADD_EDGE = (
    "MATCH (p:Entity {key: 'person:b'}) MATCH (q:Entity {key: 'post:chief'}) "
    "CREATE (p)-[:HOLDS {valid_from: '2018-01-01', valid_to: '9999-12-31', stated_by: 'nobody'}]->(q)"
)
# what is done to the graph, and the checks that say so
DAMAGES = {
    "a name altered": ("MATCH (n:Entity {key: 'dept:care'}) SET n.name_en = 'Other'", OF_CONTENT),
    "a node deleted": (
        "MATCH (n:Entity {key: 'centre:lonely'}) DETACH DELETE n",
        {"fingerprint", "facts", "state", "derived"},
    ),
    "a node added": (
        ADD_NODE,
        {"fingerprint", "facts", "state"},
    ),
    "a stated edge deleted": (
        "MATCH (:Entity {key: 'person:b'})-[e:HOLDS]->() DELETE e",
        {"fingerprint", "facts", "state"},
    ),
    "a stated edge altered": (
        "MATCH (:Entity {key: 'person:b'})-[e:HOLDS]->() SET e.valid_to = '2019-01-01'",
        OF_CONTENT,
    ),
    "an edge added": (
        ADD_EDGE,
        {"fingerprint", "facts", "state"},
    ),
    "a derived edge deleted": (
        "MATCH (:Entity)-[e:ESCALATES_TO]->(:Entity) WITH e ORDER BY e.step LIMIT 1 DELETE e",
        {"fingerprint", "derived", "state"},
    ),
    "a derived edge altered": (
        "MATCH (:Entity)-[e:ESCALATES_TO]->(:Entity) WITH e ORDER BY e.step LIMIT 1 SET e.basis = 'other'",
        {"fingerprint", "derived"},
    ),
    "the state node deleted": (
        "MATCH (s:GraphState) DELETE s",
        {"memory", "state", "fingerprint", "derived"},
    ),
    "the stored fingerprint altered": (
        "MATCH (s:GraphState) SET s.fingerprint = 'sha256:0'",
        {"memory", "state", "fingerprint"},
    ),
    "a fact in the journal altered": (
        "MATCH (p:ChangePart {number: 1}) SET p.facts = [f IN p.facts | replace(f, 'dept:care', 'x')]",
        {"journal", "facts"},
    ),
    "who did it altered": ("MATCH (c:ChangeSet {number: 2}) SET c.by = 'somebody'", {"journal"}),
    "for whom altered": ("MATCH (c:ChangeSet {number: 3}) SET c.on_behalf_of = 'somebody'", {"journal"}),
    "a change set deleted": ("MATCH (c:ChangeSet {number: 2}) DELETE c", {"journal", "facts"}),
    "the newest change set deleted": (
        "MATCH (c:ChangeSet) WITH c ORDER BY c.number DESC LIMIT 1 DELETE c",
        {"journal", "acceptances", "state"},
    ),
    "all facts of the journal deleted": (
        "MATCH (p:ChangePart) DELETE p",
        {"journal", "facts", "acceptances"},
    ),
    "all acceptances deleted": ("MATCH (a:Acceptance) DELETE a", {"acceptances"}),
    "the reason of an acceptance altered": ("MATCH (a:Acceptance) SET a.reason = 'other'", {"acceptances"}),
    "an acceptance added": (
        "CREATE (:Record:Acceptance {key: 'acceptance:x:1', finding: 'x', recorded_at: '9999'})",
        {"acceptances"},
    ),
    "everything deleted": ("MATCH (n) WHERE NOT n:AnsvarTestDatabase DETACH DELETE n", {"memory", "graph"}),
}
OURS = "MATCH (n) WHERE NOT n:AnsvarTestDatabase"
LOST = {"the state node deleted", "the stored fingerprint altered", "everything deleted"}


@pytest.fixture
def whole(store, tmp_path):
    """Make a graph in which everything has happened once: loads, an acceptance, a withdrawal, an undo."""
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    for holder in ("a", "b"):
        lines = (*WEST, "centre:lonely exists", f"person:{holder} holds post:contact")
        load_files(store, [norm, write(tmp_path / "who.yaml", organisation(*lines))], ended_on=DAY, by="kim")
    found = next(f for f in gaps(store, DAY, rules=["no_deputy"]).findings)
    accept(store, found.id, "soon", UNTIL, by="kim", on_behalf_of="Kari", on=DAY)
    withdraw(store, found.id, by="kim", on=DAY)
    undo(store, 4, by="kim")
    return store


def everything(store):
    """Read all nodes and edges as they are, also what the program writes for itself."""
    nodes = store.read(
        Statement("test.nodes", f"{OURS} RETURN labels(n) AS labels, properties(n) AS props", {})
    )
    edges = store.read(
        Statement(
            "test.edges",
            "MATCH (a)-[e]->(b) RETURN type(e) AS type, a.key AS a, b.key AS b, properties(e) AS props",
            {},
        )
    )
    return nodes, edges


def put_back(store, kept):
    """Have the graph hold what was read, and nothing else."""
    nodes, edges = kept
    by_labels, by_type = defaultdict(list), defaultdict(list)
    for node in nodes:
        by_labels[":".join(node["labels"])].append(node["props"])
    for edge in edges:
        by_type[edge["type"]].append(edge)

    def work(tx):
        tx.run(generated("test.clear", f"{OURS} DETACH DELETE n", {}))
        for labels, rows in by_labels.items():
            text = f"UNWIND $rows AS row CREATE (n:{labels}) SET n = row"
            tx.run(generated("test.nodes", text, {"rows": "rows"}), rows=rows)
        for edge_type, rows in by_type.items():
            text = "UNWIND $rows AS row MATCH (a:Entity {key: row.a}) MATCH (b:Entity {key: row.b}) "
            text += f"CREATE (a)-[e:{edge_type}]->(b) SET e = row.props"
            tx.run(generated("test.edges", text, {"rows": "rows"}), rows=rows)

    store.write(work)


def examined(run):
    """Ask the doctor; gives its exit code, and which checks found something."""
    said = run("doctor", "--format", "json")
    told = json.loads(said.out)
    assert (told["format"], told["ok"], said.err) == ("ansvar.doctor/1", said.code == 0, "")
    return said.code, {item["check"]: item for item in told["items"]}


def wrong(items):
    return {name for name, item in items.items() if not item["ok"]}


def test_a_whole_graph_is_told_to_be_whole_check_by_check(whole, fresh):
    code, items = examined(fresh)

    assert (code, wrong(items), tuple(items)) == (0, set(), ALL_RIGHT)
    assert items["journal"]["detail"] == "change sets: 5; none missing, every seal is valid"
    assert items["acceptances"]["detail"] == "acceptances: 1, in agreement with the journal"


@pytest.mark.slow
def test_every_damage_is_noticed(whole, fresh, subtests):
    kept = everything(whole)
    for name, (text, checks) in DAMAGES.items():
        with subtests.test(name):
            put_back(whole, kept)
            assert examined(fresh)[0] == 0

            whole.write(lambda tx, text=text: tx.run(generated("test.damage", text, {})))

            code, items = examined(fresh)
            assert (code, wrong(items)) == (4 if name in LOST else 1, checks)
            assert not any("loads the example" in item["detail"] for item in items.values())
            if name in LOST:
                for words in (("list", "Unit"), ("log",), ("load",), ("gaps",), ("undo", "1")):
                    said = fresh(*words)
                    assert (said.code, said.out) == (4, ""), words
                    assert "is not the one that was here: change set 5 of" in said.err
                    assert "ansvar engine forget" in said.err


def test_a_label_that_was_changed_is_noticed(whole, fresh, bench):
    """The embedded engine cannot change a label; there a node of another label takes the place."""
    assert examined(fresh)[0] == 0
    found = "MATCH (n:Entity {key: 'dept:care'}) "
    text = {
        "embedded": "WITH n, properties(n) AS props DETACH DELETE n "
        "CREATE (m:Section:Unit:Entity) SET m = props",
        "neo4j": "REMOVE n:Department SET n:Section",
    }[bench.name]

    whole.write(lambda tx: tx.run(generated("test.damage", found + text, {})))

    code, items = examined(fresh)
    assert code == 1
    assert wrong(items) >= OF_CONTENT
    assert {"kind": "altered", "key": "dept:care"} in items["facts"]["faults"]


@pytest.mark.parametrize("what", ["CONSTRAINT", "INDEX"])
def test_what_keeps_keys_unique_and_fast_is_missed(what, whole, fresh, tmp_path):
    assert examined(fresh)[0] == 0
    label = ("Entity", "key") if what == "CONSTRAINT" else ("ChangeSet", "number")
    rows = whole.read(Statement("test.show", f"SHOW {'INDEXES' if what == 'INDEX' else 'CONSTRAINTS'}", {}))
    (name,) = [
        row["name"]
        for row in rows
        if label[0] in (row["labelsOrTypes"] or ()) and label[1] in (row["properties"] or ())
    ]
    whole.define([generated("test.drop", f"DROP {what} {name}", {})])

    code, items = examined(fresh)

    assert (code, wrong(items)) == (1, {"indexes"})
    assert ".".join(label) in items["indexes"]["detail"]
    assert "ansvar load` with your own files" in items["indexes"]["detail"]
    load_files(whole, [tmp_path / "norm.yaml", tmp_path / "who.yaml"], ended_on=DAY)
    assert examined(fresh)[0] == 0


@pytest.mark.slow
def test_faults_are_told_in_both_languages_the_first_few_only(whole, fresh, monkeypatch):
    monkeypatch.setenv("COLUMNS", "400")
    text = "MATCH (n:Unit) SET n.name_en = 'Other'"
    whole.write(lambda tx: tx.run(generated("test.damage", text, {})))

    told = [" ".join(fresh("doctor", "--lang", lang).out.split()) for lang in ("nb", "en")]

    assert "!! opplysninger centre:a er endret; centre:lonely er endret;" in told[0]
    assert "til. Grafen er endret av noe annet enn dette programmet. Gjenopprett databasen fra" in told[0]
    assert "!! facts centre:a was altered; centre:lonely was altered;" in told[1]
    assert "more. Something other than this program has changed the graph." in told[1]


def test_an_older_graph_is_not_called_damaged(whole, fresh):
    """Without seals, and with acceptances that no journal speaks of, until the next write seals it."""
    new = ["change_set", "changed_at", "seal", "sealed_from", "node_count", "edge_count", "sum", "form"]
    new += ["schema"]
    first = earlier_fingerprint(snapshot(whole.read))
    for text in (
        f"MATCH (s:GraphState) REMOVE {', '.join(f's.{name}' for name in new)}",
        "MATCH (c:ChangeSet) REMOVE c.seal, c.token, c.on_behalf_of",
        "MATCH (c:ChangeSet) WHERE c.number > 2 DELETE c",
        "MATCH (p:ChangePart) WHERE p.number > 2 DELETE p",
        f"MATCH (s:GraphState) SET s.fingerprint = '{first}'",
        f"MATCH (c:ChangeSet {{number: 2}}) SET c.fingerprint = '{first}'",
    ):
        whole.write(lambda tx, text=text: tx.run(generated("test.old", text, {})))

    code, items = examined(fresh)
    assert (code, wrong(items)) == (0, set())
    assert "Not sealed yet up to number 2; the next write will seal them." in items["journal"]["detail"]

    undo(whole, 2, by="kim")
    code, items = examined(fresh)
    assert (code, wrong(items)) == (0, set())
    assert "Up to number 2 they were sealed later." in items["journal"]["detail"]


def test_an_empty_unknown_graph_is_led_to_the_example(store, fresh):
    """An empty graph that nobody remembers is led to the example."""
    code, items = examined(fresh)

    assert (code, wrong(items)) == (1, {"graph"})
    assert items["graph"]["detail"] == "empty; `ansvar load` loads the example"


@EMBEDDED
@pytest.mark.slow
def test_a_deleted_database_folder_is_an_alarm(bench, plain, tmp_path, monkeypatch):
    """A database folder that was deleted is an alarm and can be meant.

    Only the embedded engine has one; it is brought back from a copy, or forgotten on purpose.
    """
    home = tmp_path / "home"
    monkeypatch.setenv("ANSVAR_HOME", str(home))
    engine = EmbeddedEngine(home)
    assert plain("load").code == 0
    kept = home / "engine" / "manifest.json"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    engine.stop()
    databases = home / "engine" / "databases"
    databases.rename(tmp_path / "copy")

    try:
        code, items = examined(plain)
        assert (code, wrong(items)) == (4, {"memory", "graph"})
        assert "loads the example" not in items["graph"]["detail"]
        said = plain("load")
        assert said.code == 4
        assert str(databases) in said.err
        assert "the engine has nothing" in said.err

        engine.stop()
        shutil.rmtree(databases)
        shutil.copytree(tmp_path / "copy", databases)
        assert examined(plain)[0] == 0

        engine.stop()
        shutil.rmtree(databases)
        asked = plain("engine", "forget")
        assert asked.code == 2
        assert "change set 1 of" in asked.out
        assert "--yes" in asked.err
        assert kept.exists()
        told = plain("engine", "forget", "--yes").out
        (aside,) = kept.parent.glob("manifest-*.json")
        assert "change set 1 of" in told
        assert str(aside) in told
        assert plain("engine", "forget", "--yes").out == "No state of the graph is recorded.\n"
        assert plain("load").code == 0
    finally:
        engine.stop()


def test_a_longer_graph_is_no_alarm(whole, fresh, bench, monkeypatch):
    """The graph of a newer program or another client is more and no alarm."""
    point_to(bench, monkeypatch)
    assert examined(fresh)[0] == 0

    undo(whole, 5)  # by hand: nothing is remembered of it

    assert examined(fresh)[0] == 0
    assert bench.manifest().read().number == 6


def test_a_longer_graph_with_another_history_is_an_alarm(whole, fresh, bench):
    assert examined(fresh)[0] == 0
    file = bench.manifest().file
    told = json.loads(file.read_text()) | {"number": 4, "seal": "sha256:0"}
    file.write_text(json.dumps(told))

    said = fresh("list", "Unit")

    assert said.code == 4
    assert "which does not go on from it" in said.err
