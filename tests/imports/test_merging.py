"""What a source does not speak of stays: a column, a field, a link, a name, what somebody else states."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from suite.imports import bring
from suite.norms import HOUSE, instruction

from ansvar.graph.errors import DataError

ONE, TWO = "2018-01-01", "2018-07-01"

POST = {
    "key": "post:a",
    "name": {"nb": "Leder", "en": "Head"},
    "code": "L1",
    "fte": 0.5,
    "email": "a@example.org",
    "phone": "22 00 00 00",
    "status": "verified",
    "source": "The yearly plan, page 4",
    "confirmed": "2017-12-01",
    "note": {"nb": "Flyttes", "en": "Moves"},
    "unit": "unit:u",
    "covers": "noise",
    "reports_to": "post:b",
    "holders": [{"person": "person:x", "from": "2017-01-01", "confirmed": "2017-11-01"}],
    "absences": [{"person": "person:x", "from": "2018-03-01", "reason": {"nb": "Kurs", "en": "Course"}}],
    "deputies": [{"post": "post:b"}],
}
OWN = {
    "format": "ansvar.organisation/1",
    "key": "works",
    "name": {"nb": "Verket", "en": "The works"},
    "about": {"nb": "Et eksempel", "en": "An example"},
    "from": ONE,
    "units": [
        {"key": "unit:u", "kind": "Section", "name": {"nb": "Enhet", "en": "Unit"}, "code": "U"},
        {
            "key": "centre:c",
            "kind": "ReceptionCentre",
            "name": {"nb": "Mottak", "en": "Centre"},
            "places": 40,
            "centre_kinds": ["ordinary"],
            "part_of": "unit:u",
        },
    ],
    "posts": [POST, {"key": "post:b", "name": {"nb": "Nestleder", "en": "Deputy"}, "unit": "unit:u"}],
    "people": [{"key": "person:x", "name": "Kari Eksempel", "synthetic": True}],
}
NORM = instruction(*HOUSE)


@pytest.fixture
def before(put):
    """Give an organisation in which everything that can be said is said."""
    return bring(put("norm.yaml", NORM), put("own.yaml", OWN), day=ONE).after


def of(content, key):
    """Give the properties of a node that a source can speak of."""
    silent = ("valid_from", "valid_to", "dated", "changed_on")
    return {n: v for n, v in content.nodes[key].props.items() if n not in silent}


def links(content, key):
    """Give the edges at a post, with all they say."""
    return sorted(
        (e.type, e.giver, e.receiver, sorted(e.props.items()))
        for e in content.edges
        if key in (e.giver, e.receiver)
    )


FIELDS: dict[str, tuple[str, dict[str, object]]] = {
    # column -> what a cell says, and the properties that it is
    "name": ("New", {"name_nb": "New", "name_en": "New"}),
    "code": ("N9", {"code": "N9"}),
    "fte": ("0.8", {"fte": 0.8}),
    "email": ("new@example.org", {"email": "new@example.org"}),
    "phone": ("99", {"phone": "99"}),
    "status": ("unverified", {"status": "unverified"}),
    "source": ("Page 5", {"fact_source": "Page 5"}),
    "confirmed": ("2018-06-30", {"confirmed": "2018-06-30"}),
    "note": ("New", {"note_nb": "New", "note_en": "New"}),
}


@settings(max_examples=60)
@given(
    cells=st.dictionaries(st.sampled_from(sorted(FIELDS)), st.booleans(), max_size=5),
    partial=st.booleans(),
)
def test_a_column_that_is_not_there_changes_nothing(tmp_path_factory, cells, partial):
    """A column that is there says something also where the cell is empty: that there is nothing."""
    folder = tmp_path_factory.mktemp("sheets")
    paths = {name: folder / name for name in ("norm.yaml", "own.yaml", "posts.csv")}
    paths["norm.yaml"].write_text(json.dumps(NORM), encoding="utf-8")
    paths["own.yaml"].write_text(json.dumps(OWN), encoding="utf-8")
    before = bring(paths["norm.yaml"], paths["own.yaml"], day=ONE).after
    cells = {name: full or name == "name" for name, full in cells.items()}
    row = [FIELDS[name][0] if full else "" for name, full in cells.items()]
    text = ",".join(["key", *cells]) + "\n" + ",".join(["post:a", *row]) + "\n"
    text += "" if partial else ",".join(["post:b", *("B" if n == "name" else "" for n in cells)]) + "\n"
    paths["posts.csv"].write_text(text, encoding="utf-8")

    after = bring(paths["posts.csv"], day=TWO, before=before, partial=partial, key="works").after

    wanted = of(before, "post:a")
    for name, full in cells.items():
        for prop, value in FIELDS[name][1].items():
            wanted.pop(prop, None)
            if full:
                wanted[prop] = value
    assert of(after, "post:a") == wanted
    assert after.nodes["works"].props["name_nb"] == "Verket"
    if partial:
        kept = {key: node for key, node in before.nodes.items() if key not in ("post:a", "works")}
        assert {key: after.nodes[key] for key in kept} == kept
        assert links(after, "post:a") == links(before, "post:a")


def test_a_field_that_no_item_of_a_tree_has_changes_nothing(put, before):
    mapping = put(
        "m.yaml",
        {
            "format": "ansvar.mapping/1", "name": "m", "title": {"nb": "m", "en": "m"},
            "organisation": {"key": "works"}, "fits": {"kind": "tree", "any_of": ["posts"]},
            "sources": {"posts": {"path": "posts[]", "posts": [
                {"key": "{id}", "name": "{title}", "email": "{mail}", "phone": "{tel.work}"}
            ]}},
        },
    )  # fmt: skip
    tree = put("t.json", '{"posts": [{"id": "post:a", "title": "Head", "tel": {"home": "1"}}]}')

    after = bring(tree, mapping=str(mapping), day=TWO, before=before, partial=True).after

    assert after.nodes["post:a"].props["email"] == "a@example.org"
    assert "phone" not in after.nodes["post:a"].props, "`tel` is there, and says that there is none for work"


def test_a_missing_sheet_leaves_its_links_alone(put, before):
    """A whole import without a sheet leaves its links to what is still there."""
    units = put("units.csv", "key,kind,name\nunit:u,Section,Unit\n")
    posts = put("posts.csv", "key,name,unit\npost:a,Head,unit:u\npost:b,Deputy,unit:u\n")
    people = put("people.csv", "key,name\nperson:x,Kari Eksempel\n")

    done = bring(units, posts, people, day=TWO, before=before, key="works")

    assert links(done.after, "post:a") == links(before, "post:a")
    assert done.after.nodes["person:x"].props["synthetic"] is True
    assert done.after.nodes["centre:c"].props == before.nodes["centre:c"].props | {"valid_to": TWO}
    assert done.after.nodes["works"].props["about_en"] == "An example"


def test_what_ends_keeps_all_that_it_had(put, before):
    absences = put("absences.csv", "post,person,from,to\npost:a,person:y,2018-06-01,\n")
    people = put("people.csv", "key,name\nperson:y,Ola Eksempel\n")
    holders = put("holders.csv", "post,person,name\npost:a,person:y,Ola Eksempel\n")
    gone = put("posts.csv", "key,name,occupancy\npost:a,Head,eliminated\n")

    moved = bring(holders, people, absences, day=TWO, before=before, partial=True, key="works").after
    ended = bring(gone, day=TWO, before=before, partial=True, key="works").after

    away = [e for e in moved.edges if e.type == "ABSENT_FROM" and e.giver == "person:x"]
    assert [(e.props["reason_en"], e.props["valid_to"]) for e in away] == [("Course", TWO)]
    assert ended.nodes["post:a"].props == before.nodes["post:a"].props | {"valid_to": TWO}
    standing = [e for e in before.edges if "post:a" in (e.giver, e.receiver)]
    assert {
        (e.type, e.giver, e.receiver): e.props for e in ended.edges if "post:a" in (e.giver, e.receiver)
    } == {(e.type, e.giver, e.receiver): e.props | {"valid_to": TWO} for e in standing}


def test_a_holder_can_be_named_for_an_existing_post(put, before):
    """A holder can be named for a post that stands in the graph already."""
    about = put("organisation.csv", "key,name\nworks,Verket\n")
    holders = put("holders.csv", "post,person,name\npost:b,person:y,Ola Eksempel\n")

    after = bring(about, holders, day=TWO, before=before, partial=True).after

    assert {(e.giver, e.props["valid_from"]) for e in after.edges if e.type == "HOLDS"} == {
        ("person:x", "2017-01-01"),
        ("person:y", TWO),
    }
    with pytest.raises(DataError, match=r'holders\.csv:2.*the field "name" is missing'):
        bring(put("holders.csv", "post,person\npost:new,person:x\n"), day=TWO, before=before, key="works")


def test_facts_of_another_organisation_are_refused(put, before):
    """What another organisation states is refused with both named."""
    posts = put("posts.csv", "key,name,unit\npost:a,Boss,unit:u\npost:c,Clerk,unit:u\n")

    with pytest.raises(DataError) as refused:
        bring(posts, day=TWO, before=before, key="other")

    (problem,) = refused.value.problems
    assert (problem.line, problem.message) == (
        2,
        '"post:a" is stated by "works" in the graph, but this file states it for "other"',
    )
    assert all(said in problem.hint for said in ('"works"', "--key", "--prefix", "--take-over"))


def test_it_can_be_taken_over_when_that_is_said(put, before):
    posts = put("posts.csv", "key,name,unit\npost:a,Boss,unit:u\n")

    after = bring(posts, day=TWO, before=before, key="other", take_over=True).after

    assert after.nodes["post:a"].props["stated_by"] == "other"
    assert after.nodes["post:b"] == before.nodes["post:b"]


def test_a_prefix_keeps_two_sources_with_like_keys_apart(put, before):
    units = put("units.csv", "key,kind,name,part_of\nunit:u,Section,North,\nunit:v,Section,Below,unit:u\n")
    posts = put(
        "posts.csv", "key,name,unit,reports_to,covers\npost:a,Boss,unit:v,,noise\npost:d,D,unit:u,post:a,\n"
    )
    holders = put("holders.csv", "post,person,name\npost:a,person:x,Ada Eksempel\n")
    how = {"day": TWO, "key": "north", "prefix": "north/"}

    done = bring(units, posts, holders, before=before, **how)

    assert {e[:2] for e in done.edges("PART_OF") | done.edges("POST_IN") | done.edges("REPORTS_TO")} == {
        ("centre:c", "unit:u"),
        ("north/unit:v", "north/unit:u"),
        ("post:a", "unit:u"),
        ("post:b", "unit:u"),
        ("post:a", "post:b"),
        ("north/post:a", "north/unit:v"),
        ("north/post:d", "north/unit:u"),
        ("north/post:d", "north/post:a"),
    }
    assert ("north/post:a", "noise") in {edge[:2] for edge in done.edges("COVERS")}
    assert {edge[:2] for edge in done.edges("HOLDS")} == {
        ("person:x", "post:a"),
        ("north/person:x", "north/post:a"),
    }
    assert {key: done.after.nodes[key] for key in before.nodes} == before.nodes
    assert bring(units, posts, holders, before=done.after, **how).plan.empty


def test_a_mapping_can_say_the_day_of_the_import(put):
    mapping = put(
        "m.yaml",
        {
            "format": "ansvar.mapping/1", "name": "m", "title": {"nb": "m", "en": "m"},
            "organisation": {"key": "works"},
            "sources": {"posts": {"columns": {"Id": ["id"], "Who": ["who"]}, "posts": [
                {"key": "post:{Id}", "name": "{Id}", "confirmed": "{@day}",
                 "holders": {"person": "person:{Who}", "name": "{Who}", "confirmed": "{@day}"}}
            ]}},
        },
    )  # fmt: skip

    after = bring(put("t.csv", "id,who\n1,ann\n"), mapping=str(mapping), day=TWO).after

    assert after.nodes["post:1"].props["confirmed"] == TWO
    assert [e.props["confirmed"] for e in after.edges if e.type == "HOLDS"] == [TWO]


@pytest.mark.parametrize("word", ["vacant", "unknown"])
def test_a_vacant_or_unknown_post_loses_its_holder(put, before, word):
    """A post that is said to be vacant or unknown has its holder no more."""
    posts = put("posts.csv", f"key,name,occupancy\npost:a,Head,{word}\n")

    after = bring(posts, day=TWO, before=before, partial=True, key="works").after

    assert [(e.giver, e.props["valid_to"]) for e in after.edges if e.type == "HOLDS"] == [("person:x", TWO)]
    assert after.nodes["post:a"].props.get("occupancy") == (word if word == "unknown" else None)
