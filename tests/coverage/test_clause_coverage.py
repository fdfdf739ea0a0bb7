"""What each clause created and what checks it, and what stands in no clause: both ways, on both engines."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, text, write

from ansvar.graph.cypher import load_statement
from ansvar.graph.load.loader import load_files
from ansvar.queries.catalogue import clause_coverage as module
from ansvar.queries.catalogue.clause_coverage import clause_coverage

if TYPE_CHECKING:
    from pathlib import Path

ON = dt.date(2018, 6, 1)


def by_key(answer):
    return {item["key"]: item for item in answer.items}


def test_a_clause_tells_its_effects_and_rules(store, org):
    """A clause tells what it created and which rules can cite it."""
    org(*WEST)

    clauses = by_key(clause_coverage(store, ON))

    assert clauses["T §2"]["created"]["roles"] == ["contact"]
    assert {"vacant_post", "required_number"} <= set(clauses["T §2"]["rules"])
    assert clauses["T §7"]["created"]["relations"] == ["contact FOLLOWS_UP place"]
    assert clauses["T §7"]["created"]["edges"] == {"FOLLOWS_UP": 1}
    assert clauses["T §7"]["rules"] == ["unfollowed"]
    assert {"route_stops", "circle"} <= set(clauses["T §12"]["rules"])


def test_a_modelled_clause_that_created_nothing_is_a_finding(store, tmp_path):
    """One that is no duty, or waits, is none."""
    norm = instruction(*HOUSE)
    norm["clauses"] += [
        {"section": "90", "text": text("shall"), "status": "modelled"},
        {"section": "91", "text": text("says"), "status": "not_a_duty", "reason": text("it tells")},
        {"section": "92", "text": text("later"), "status": "pending", "reason": text("not yet")},
    ]
    load_files(store, [write(tmp_path / "n.yaml", norm), write(tmp_path / "o.yaml", organisation(*WEST))])

    found = clause_coverage(store, ON).more["coverage"]

    assert found["empty"] == ["T §90"]
    assert (found["clauses"], found["modelled"]) == (16, 14)


def test_a_duty_is_checked_by_the_rules_of_its_clause(store, tmp_path):
    """A duty is tied to its clause and checked by the rules that follow it there."""
    norm = instruction(*HOUSE)
    duty = {"bearers": ["contact"], "modality": "shall", "text": text("watch")}
    norm["clauses"].append({"section": "90", "text": text("w"), "status": "modelled", "duties": [duty]})
    load_files(store, [write(tmp_path / "n.yaml", norm), write(tmp_path / "o.yaml", organisation(*WEST))])

    answer = clause_coverage(store, ON)

    assert by_key(answer)["T §90"]["created"]["duties"] != []
    assert "duty_without_bearer" in by_key(answer)["T §90"]["rules"]
    assert answer.more["coverage"]["totals"]["duties"] == 1
    assert "duties" not in answer.more["coverage"]["uncited"]


def test_a_role_without_a_clause_is_found(store, tmp_path):
    norm = instruction(*HOUSE)
    norm["roles"][1]["clauses"] = []
    load_files(store, [write(tmp_path / "n.yaml", norm), write(tmp_path / "o.yaml", organisation(*WEST))])

    assert clause_coverage(store, ON).more["coverage"]["uncited"] == {"roles": ["contact"]}


def test_every_edge_between_posts_and_units_has_a_clause(store, org):
    org(*WEST)

    found = clause_coverage(store, ON).more["coverage"]

    assert found["uncited"] == {}
    assert found["totals"]["ESCALATES_TO"] > 0


def test_an_empty_graph_has_no_clauses_and_no_findings(store):
    found = clause_coverage(store, ON).more["coverage"]

    assert (found["clauses"], found["empty"], found["totals"]) == (0, [], {"duties": 0, "roles": 0})


@pytest.mark.parametrize(
    ("cypher", "cited"),
    [
        ("MATCH (i)-[d:DEFINES]->(r) RETURN d.clauses", {"DEFINES"}),
        ("MATCH (i)-[d:DEFINES]->(r) RETURN r.key", set()),
        ("MATCH (a)-[e:OWES|EXCLUDES]->(b) RETURN e.clauses", {"OWES", "EXCLUDES"}),
        ("MATCH (d)-[:SET_OUT_IN]->(c) RETURN c.key", {"SET_OUT_IN"}),
        ("MATCH (i)-[h:HAS_CLAUSE]->(c), (a)-[d:DEFINES]->(b) RETURN d.clauses", set()),
        ("MATCH (a) RETURN [x IN a.parts | x]", set()),
    ],
)
def test_what_a_rule_can_cite_is_read_from_its_statement(tmp_path: Path, cypher, cited):
    path = tmp_path / "one.cypher"
    head = ["name: x.one", "title_en: a", "title_nb: a", "access: read", "params: {}", "returns: {a: str}"]
    lines = [*head, "order: a", "example: {}"]
    path.write_text("".join(f"// {line}\n" for line in lines) + f"//\n{cypher}\n", encoding="utf-8")

    assert module._cites(load_statement(path)) == cited


def test_two_sentences_of_the_example_created_nothing(example):
    """In the example two opening sentences have created nothing."""
    found = clause_coverage(example, ON).more["coverage"]

    assert found["empty"] == ["IM 2018-001 §4", "IM 2018-001 §5"]
    # no clause names a director: that role is for what is suggested only
    assert (found["unchecked"], found["uncited"]) == ([], {"roles": ["director"]})


def test_both_engines_give_the_same_coverage(both):
    one, other = (clause_coverage(store, ON).to_json() for store in both)
    one["graph"].pop("as_of")
    other["graph"].pop("as_of")
    assert json.dumps(one, ensure_ascii=False) == json.dumps(other, ensure_ascii=False)
