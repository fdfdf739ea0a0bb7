"""A value that changed is told, tested and followed as it was on the day that is asked for."""

from __future__ import annotations

import datetime as dt

import pytest
from suite.routes import ask
from suite.words import HOUSE, WEST

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.export.excerpt import of_day
from ansvar.graph.imports.importer import ImportOptions, carry_out_import, known_mappings, read_files
from ansvar.graph.journal.result import journal
from ansvar.graph.journal.undo import undo
from ansvar.queries.catalogue.query import thing, things
from ansvar.queries.coverage.query import coverage
from ansvar.queries.diff.state import things_on
from ansvar.queries.gaps.query import gaps

MAY, JUNE, JULY = dt.date(2018, 5, 1), dt.date(2018, 6, 1), dt.date(2018, 7, 1)
NORM = (*HOUSE, "§11 board is Department code CARE")
UNITS = "key,kind,name,code\ndept:care,Department,Welfare,WEL\ndept:head,Department,Main office,HEAD\n"
POSTS = "key,name,occupancy,fte\npost:contact,Adviser,unknown,0.5\n"


@pytest.fixture
def changed(store, org, tmp_path):
    """Give a graph in which, on 1 June, a post has another title and is unknown, and a unit another code."""
    org(*WEST, "post:contact vacant", norm=NORM)
    for name, text in (("units.csv", UNITS), ("posts.csv", POSTS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    way = ImportOptions(JUNE, partial=True)
    paths = [tmp_path / "units.csv", tmp_path / "posts.csv"]
    reading = read_files(paths, "", known_mappings([]), way, key="organisation:t")
    carry_out_import(store, reading, way)
    return store


def findings(store, rule, on):
    return [finding.subjects for finding in gaps(store, on, [rule]).findings]


def test_names_and_numbers_are_those_of_the_day(changed):
    before, after = (thing(changed, "post:contact", on).more["node"] for on in (MAY, JULY))

    assert (before["name"], before.get("fte"), before.get("occupancy")) == ("post:contact", None, None)
    assert (after["name"], after["fte"], after["occupancy"]) == ("Adviser", 0.5, "unknown")
    assert after["earlier"] == [
        {"until": "2018-06-01", "name": "post:contact", "fte": None, "occupancy": None}
    ]
    listed = [{i["key"]: i["name"] for i in things(changed, "Post", on).items} for on in (MAY, JULY)]
    assert [names["post:contact"] for names in listed] == ["post:contact", "Adviser"]
    # a list says what each of its things is; how it was before is told of one thing
    assert not {"dated", "changed_on", "earlier"} & set().union(*things(changed, "Post", JULY).items)


def test_a_post_is_vacant_before_it_is_unknown(changed):
    def state(on):
        route = ask(changed, "centre:a", "noise", "case", on)
        return {
            (s.name, s.state)
            for part in (route.steps, route.skipped)
            for s in part
            if s.key == "post:contact"
        }

    assert state("2018-05-01") == {("post:contact", "vacant")}
    assert state("2018-07-01") == {("Adviser", "unknown")}
    assert (("post:contact",) in findings(changed, "vacant_post", MAY)) is True
    assert (("post:contact",) in findings(changed, "vacant_post", JULY)) is False
    assert (("post:contact",) in findings(changed, "unknown_holder", MAY)) is False
    assert (("post:contact",) in findings(changed, "unknown_holder", JULY)) is True
    reasons = [
        next(c for c in coverage(changed, on).cells if (c.theme, c.matter) == ("noise", "case")).verdict
        for on in (MAY, JULY)
    ]
    assert reasons[0] != reasons[1]


def test_what_hangs_on_a_code_follows_it(changed):
    board = [
        (e.props["valid_from"], e.props["valid_to"])
        for e in snapshot(changed.read).edges
        if (e.type, e.giver, e.receiver) == ("FILLS", "dept:care", "board")
    ]
    assert board == [("2018-01-01", "2018-06-01")]
    # the instruction places the expert in CARE, which nothing is called any more
    assert ("post:expert", "expert") not in findings(changed, "misplaced_post", MAY)
    assert ("post:expert", "expert") in findings(changed, "misplaced_post", JULY)
    assert [found for found in findings(changed, "misplaced_post", MAY) if "post:chief" in found] == []


def test_what_is_compared_and_exported_for_a_day_has_its_values(changed):
    content = snapshot(changed.read)

    names = [things_on(content, on.isoformat())["dept:care"].fields["name_en"] for on in (MAY, JULY)]
    assert names == ["dept:care", "Welfare"]
    props = [of_day(content, on).nodes["post:contact"].props for on in (MAY, JULY)]
    assert [(p["name_en"], p.get("fte"), p.get("dated")) for p in props] == [
        ("post:contact", None, None),
        ("Adviser", 0.5, None),
    ]


def test_it_is_taken_back_with_its_change_set(changed):
    (told,) = [i for i in journal(changed, "2").items if i["key"] == "post:contact" and not i["other"]]
    assert {f["name"]: f["after"] for f in told["fields"]} == {
        "name_nb": "Adviser", "name_en": "Adviser", "fte": 0.5, "occupancy": "unknown",
    }  # fmt: skip

    undo(changed, 2)

    assert thing(changed, "post:contact", JULY).more["node"]["name"] == "post:contact"
    assert "earlier" not in thing(changed, "post:contact", JULY).more["node"]
