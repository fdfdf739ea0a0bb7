"""People read citations as the instruction's own house writes them; keys stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from suite.words import instruction

import ansvar.seed
from ansvar.graph.citation import Citations, document_of
from ansvar.graph.errors import DataError
from ansvar.graph.load.reader import parse_files

_SEED = Path(ansvar.seed.__file__).parent / "instructions" / "im-2018-001.yaml"
STYLE = yaml.safe_load(_SEED.read_text(encoding="utf-8"))["citation_style"]
SAID = {
    ("6.1 s.1",): ("punkt 6.1 første punktum", "section 6.1, first sentence"),
    ("5 (3)",): ("punkt 5, kulepunkt 3", "section 5, bullet 3"),
    ("note",): ("endringsnotatet", "the amendment note"),
    ("3",): ("punkt 3", "section 3"),
    ("5 RMA (2)",): ("punkt 5 om RMA, kulepunkt 2", "section 5 on RMA, bullet 2"),
    ("4 Voldsnettverket s.2",): (
        "punkt 4 om Voldsnettverket andre punktum",
        "section 4 on the network against violence, second sentence",
    ),
    ("6.1 (1)", "6.1 (4)"): ("punkt 6.1, kulepunkt 1 og 4", "section 6.1, bullets 1 and 4"),
    ("5 (1)", "4 (6)", "5 (2)", "5 (9)", "3"): (
        "punkt 5, kulepunkt 1, 2 og 9; punkt 4, kulepunkt 6; punkt 3",
        "section 5, bullets 1, 2 and 9; section 4, bullet 6; section 3",
    ),
    ("2 s.10", "2 s.11"): ("punkt 2 tiende punktum; §2 s.11", "section 2, tenth sentence; §2 s.11"),
}


def _keys(places: tuple[str, ...], document: str = "IM 1") -> list[str]:
    return [f"{document} §{place}" for place in places]


def test_clauses_are_cited_in_both_languages():
    said = {
        places: tuple(Citations(lang, {"IM 1": STYLE}).cite(_keys(places), "IM 1") for lang in ("nb", "en"))
        for places in SAID
    }

    assert said == SAID


def test_a_citation_names_its_document_where_needed():
    """A citation names its document unless that goes without saying."""
    citations = Citations("nb", {"IM 1": STYLE})

    cited = citations.cite(["IM 1 §3", "IM 1 §5 (3)", "ACT 7 §2 s.2"])

    assert cited == "IM 1, punkt 3; punkt 5, kulepunkt 3; ACT 7 §2 s.2"
    assert citations.cite(["IM 1 §3", "ACT 7 §2 s.2"], within="ACT 7") == "IM 1, punkt 3; §2 s.2"


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_an_instruction_without_a_style_is_cited_by_its_keys(lang):
    keys = ["T §6.1 (1)", "T §6.1 (4)", "T §note"]

    assert Citations(lang).cite(keys) == "T §6.1 (1), T §6.1 (4), T §note"
    assert Citations(lang).cite(keys, within="T") == "§6.1 (1), §6.1 (4), §note"
    assert Citations(lang).cite(["something else"]) == "something else"


def test_what_a_style_leaves_out_is_cited_by_its_key():
    style = {"section": {"nb": "del {section}", "en": "part {section}"}}

    cited = Citations("en", {"T": style}).cite(_keys(("3", "3 (1)", "3 s.2"), "T"), "T")

    assert cited == "part 3; §3 (1); §3 s.2"


def test_braces_in_a_place_stay_as_they_are():
    style = {
        name: {"nb": text, "en": text}
        for name, text in (("section", "{section}"), ("bullet", "{place} {numbers}"))
    }

    assert Citations("en", {"T": style}).cite(["T §{numbers} (1)"], "T") == "{numbers} 1"


def test_one_document_is_found_where_there_is_one():
    assert document_of(["T §1", "T §2 (3)"]) == "T"
    assert document_of(["T §1", "U §2 (3)"]) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("section", "section"),
        ("section", "{section} {section}"),
        ("sentence", "{place} {number}"),
        ("bullet", "{place.__class__} {numbers}"),
        ("bullets", "{place}, {numbers} {}"),
    ],
)
def test_a_template_without_its_places_is_refused(name, text, tmp_path):
    file = instruction("§1 chief") | {"citation_style": {name: {"nb": text, "en": text}}}
    (tmp_path / "t.yaml").write_text(yaml.safe_dump(file), encoding="utf-8")

    with pytest.raises(DataError, match=f'{name}: "') as refused:
        parse_files([tmp_path / "t.yaml"])

    assert "citation_style" in str(refused.value)
