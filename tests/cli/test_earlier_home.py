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

    whole = json.loads(earlier("doctor", "--format", "json").out)
    log = json.loads(earlier("log", "--format", "json").out)

    # an index of today, which the next write makes
    assert [i["faults"] for i in whole["items"] if not i["ok"]] == [
        [{"kind": "index", "key": "Entity.changed_on"}]
    ]
    assert [(item["number"], item["verb"], item["created"], item["ended"]) for item in log["items"]] == [
        (2, "import", 2, 2),
        (1, "load", 93, 0),
    ]
    assert held("--on", "2018-07-01") == ["person:b"]
    assert held("--on", "2018-07-01", "--known-at", "1") == []

    undone = earlier("undo", "2")

    assert undone.code == 0, undone.err
    assert held("--on", "2018-07-01") == []
    assert held("--on", "2018-07-01", "--known-at", "2") == ["person:b"]
    assert earlier("doctor").code == 0
