"""A home that an earlier state of the program wrote opens, and its journal can be undone and asked.

`tests/data/home-before-facts.tar.xz` was written on 29 November 2026, before a fact was one thing: a load of
an invented organisation, an import as of 1 June 2018 in which centre:b is gone and person:b takes over on 1
April 2018, and the acceptance of a finding.  The journal had no seals then, and nothing was kept beside it.
"""

from __future__ import annotations

import json
import tarfile

import pytest
from suite.engines import DATA

from ansvar.graph.engine.embedded import EmbeddedEngine

pytestmark = [pytest.mark.embedded, pytest.mark.slow]


@pytest.fixture
def earlier(plain, tmp_path, monkeypatch):
    with tarfile.open(DATA / "home-before-facts.tar.xz") as packed:
        packed.extractall(tmp_path, filter="data")
    monkeypatch.setenv("ANSVAR_HOME", str(tmp_path / "home"))
    yield plain
    EmbeddedEngine(tmp_path / "home").stop()


def test_a_home_of_before_is_opened_asked_and_undone(earlier):
    def held(*when):
        told = json.loads(earlier("show", "post:contact", "--format", "json", *when).out)
        return [edge["key"] for edge in told["items"] if edge["type"] == "HOLDS"]

    faults = [
        i["faults"] for i in json.loads(earlier("doctor", "--format", "json").out)["items"] if not i["ok"]
    ]
    assert held("--on", "2018-07-01") == ["person:b"]  # any question brings the graph up to date first
    log = json.loads(earlier("log", "--format", "json").out)

    # an index of today, which the first write makes
    assert faults == [[{"kind": "index", "key": "Entity.changed_on"}]]
    assert [(item["number"], item["verb"], item["created"], item["ended"]) for item in log["items"]] == [
        (3, "migrate", 1, 0),
        (2, "import", 2, 2),
        (1, "load", 93, 0),
    ]
    assert earlier("doctor").code == 0
    assert held("--on", "2018-07-01", "--known-at", "1") == []

    undone = earlier("undo", "2")

    assert undone.code == 0, undone.err
    assert held("--on", "2018-07-01") == []
    assert held("--on", "2018-07-01", "--known-at", "2") == ["person:b"]
    assert earlier("doctor").code == 0


def test_a_home_that_was_altered_is_not_brought_up_to_date(earlier):
    """What an earlier version left is checked by its own fingerprint before anything is written."""
    from ansvar.graph.cypher import generated
    from ansvar.graph.engine import open_store, settings_from

    with open_store(settings_from()) as store:
        text = "MATCH (p:Post {key: 'post:contact'}) SET p.name_en = 'Somebody else'"
        store.write(lambda tx: tx.run(generated("test.alter", text, {})))

    said = earlier("show", "post:contact")
    log = json.loads(earlier("doctor", "--format", "json").out)

    assert said.code == 4
    assert "it has been altered since" in said.err
    assert {i["check"] for i in log["items"] if not i["ok"]} == {"fingerprint", "facts", "indexes"}
