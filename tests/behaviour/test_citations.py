"""An answer keeps the keys of clauses and tells people their citations."""

from __future__ import annotations

import datetime as dt

from suite.words import HOUSE, instruction, write

from ansvar.graph.load.loader import load_files
from ansvar.queries.catalogue.query import thing
from ansvar.queries.citation import citations
from ansvar.queries.trace import trace

DAY = dt.date(2018, 6, 1)


def test_notes_and_stops_cite_for_people_and_clauses_are_keys(example):
    silent = trace(example, "centre:nord-3", "fgm", "trend", DAY, "nb")
    cited = [citations(example, lang).cite(["IM 2018-001 §6.1 (1)"]) for lang in ("nb", "en")]

    assert cited == ["IM 2018-001, punkt 6.1, kulepunkt 1", "IM 2018-001, section 6.1, bullet 1"]
    told = " ".join([*silent.notes, silent.stops["why"] if silent.stops else ""])
    assert "punkt 6.1 første punktum" in told
    assert "§" not in told
    assert all(" §" in clause for step in silent.steps for clause in step.clauses)
    assert "citations" not in silent.to_json()


def test_a_clause_is_called_as_it_is_cited_and_found_by_it(example):
    shown = thing(example, "IM 2018-001, punkt 6.1 første punktum", DAY, "en")

    assert shown.more["node"]["key"] == "IM 2018-001 §6.1 s.1"
    assert shown.more["node"]["name"] == "IM 2018-001, section 6.1, first sentence"


def test_an_instruction_without_a_style_goes_on_with_its_keys(org, store):
    org(norm=HOUSE)

    assert thing(store, "T §1", DAY, "nb").more["node"]["name"] == "T §1"
    assert citations(store, "nb").cite(["T §1"]) == "T §1"


def test_a_style_can_be_given_later_and_taken_back(store, tmp_path):
    file = instruction(*HOUSE)
    style = {"section": {"nb": "del {section}", "en": "part {section}"}}
    write(tmp_path / "norm.yaml", file | {"citation_style": style})
    load_files(store, [tmp_path / "norm.yaml"])
    assert citations(store, "nb").cite(["T §1"]) == "T, del 1"

    write(tmp_path / "norm.yaml", file)
    load_files(store, [tmp_path / "norm.yaml"])

    assert citations(store, "nb").cite(["T §1"]) == "T §1"
    assert thing(store, "T §1", DAY, "nb").more["node"]["name"] == "T §1"
