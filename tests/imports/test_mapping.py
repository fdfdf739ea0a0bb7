"""A mapping says what rows become and what the words of the data mean; its own faults have a line."""

from __future__ import annotations

import copy

import pytest
from suite.imports import MAPPING, bring

from ansvar.graph.errors import DataError
from ansvar.graph.imports.mapping import read_mapping

ADA = {"github": "u1", "name": "Ada"}
HEADER = "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post,FTE\n"
JUNIOR = "Organisation,Unit,Reporting Senior Post,Grade,Generic Job Title,Number of Posts in FTE\n"


def uk(put, *rows, name="senior.csv", **how):
    return bring(put(name, HEADER + "".join(f"{row}\n" for row in rows)), **how)


def test_four_kinds_of_absent_holder_are_told_apart(put):
    """Vacant eliminated undisclosed and unknown are four things."""
    done = uk(
        put, "1,Ada,T,W,U,XX,1", "2,'Vacant',T,W,U,1,1", "3,'Eliminated',T,W,U,1,1", "4,N/D,T,W,U,1,1",
        "5,,T,W,U,1,1",
        "6,n/d,T,W,U,1,1",
    )  # fmt: skip

    assert done.nodes("Post") == {f"post:w:{n}" for n in (1, 2, 4, 5, 6)}
    assert done.nodes("Post", occupancy="unknown") == {"post:w:5"}
    assert {(giver, receiver) for giver, receiver, *_ in done.edges("HOLDS")} == {
        ("person:w:ada", "post:w:1"),
        ("undisclosed:post:w:4", "post:w:4"),
        ("undisclosed:post:w:6", "post:w:6"),
    }
    assert done.nodes("Person", undisclosed=True) == {"undisclosed:post:w:4", "undisclosed:post:w:6"}
    assert done.states == {"eliminated": 1, "named": 1, "undisclosed": 2, "unknown": 1, "vacant": 1}


def test_two_rows_for_one_post_are_a_shared_post(put):
    done = uk(
        put,
        "1,Ada,T,W,U,XX,0.5",
        "1,Bo,T,W,U,XX,0.36",
        "2,N/D,T,W,U,1,1",
        "2,N/D,T,W,U,1,1",
        "3,,T,W,U,1,1",
        "3,Cy,T,W,U,1,1",
    )

    assert {(giver, receiver) for giver, receiver, *_ in done.edges("HOLDS")} == {
        ("person:w:ada", "post:w:1"), ("person:w:bo", "post:w:1"), ("person:w:cy", "post:w:3"),
        ("undisclosed:post:w:2", "post:w:2"), ("undisclosed:post:w:2:2", "post:w:2"),
    }  # fmt: skip
    assert done.after.nodes["post:w:1"].props["fte"] == 0.86
    assert done.nodes("Post", occupancy="unknown") == set()


def test_one_person_can_hold_several_posts(put):
    done = uk(put, "1,Ada,T,W,U,XX,1", "2,Ada,T,W,U,1,1")

    assert done.nodes("Person") == {"person:w:ada"}
    assert len(done.edges("HOLDS")) == 2


def test_a_reference_alive_in_any_row_lives(put):
    """A reference that is eliminated in one row and alive in another lives."""
    done = uk(put, "1,Ada,T,W,U,XX,1", "2,Eliminated,T,W,U,1,1", "2,Bo,T,W,U,1,1")

    assert done.nodes("Post") == {"post:w:1", "post:w:2"}
    assert done.warnings == ()


def test_several_roots_report_to_nobody(put):
    done = uk(put, "1,Ada,T,W,U,XX,1", "2,Bo,T,W,U,xx,1", "3,Cy,T,W,U,2,1")

    assert {(giver, receiver) for giver, receiver, *_ in done.edges("REPORTS_TO")} == {
        ("post:w:3", "post:w:2")
    }


def test_a_line_to_an_eliminated_post_is_dropped_and_told(put):
    """Who reports to an eliminated post is kept without that line and told."""
    senior = put("s.csv", HEADER + "1,Ada,T,W,U,XX,1\n2,Eliminated,T,W,U,1,1\n")
    junior = put("j.csv", JUNIOR + "W,U,2,SEO,Clerk,4.6\nW,U,1,SEO,Clerk,2\n")

    done = bring(senior, junior)

    fte = sorted((n.props["fte"], n.props["occupancy"]) for k, n in done.after.nodes.items() if ":seo:" in k)
    assert fte == [(2.0, "unknown"), (4.6, "unknown")]
    assert [giver.count(":seo:") for giver, *_ in done.edges("REPORTS_TO")] == [1]
    (warning,) = done.warnings
    assert (warning.line, warning.column) == (2, "Reporting Senior Post")
    assert 's.csv:3, column "Name"' in warning.message
    with pytest.raises(DataError, match="no longer exists"):
        bring(senior, junior, strict=True)


def test_a_dangling_reference_is_refused_or_listed(put):
    """A reference that leads nowhere is refused or left out and listed."""
    rows = ("11,Ada,T,W,U,XX,1", "12,Bo,T,W,U,111,1", "13,Cy,T,W,U,11,half")
    with pytest.raises(DataError, match="is not a number"):
        uk(put, *rows)
    with pytest.raises(DataError, match=r'there is no Post "post:w:111"[^\n]*\n  Nearest: "post:w:11"'):
        uk(put, *rows[:2])

    done = uk(put, *rows, lenient=True)

    assert done.nodes("Post") == {"post:w:11", "post:w:12"}
    assert done.edges("REPORTS_TO") == set()
    assert sorted(problem.line for problem in done.left_out) == [3, 4]


def test_rows_of_several_bodies_are_organisations_of_their_own(put):
    done = uk(put, "1,Ada,T,W,U,XX,1", "1,Bo,T,V,U,XX,1")

    assert done.nodes("Post") == {"post:w:1", "post:v:1"}
    assert done.nodes("Organisation") == {"uk-organogram:w", "uk-organogram:v"}


def test_a_superior_may_sit_in_another_body(put):
    """Whom somebody reports to may sit in another body of the same publication."""
    done = uk(put, "1,Ada,T,W,U,XX,1", "2,Bo,T,V,,1,1", "3,Cy,T,V,U,2,1")

    assert {(giver, receiver) for giver, receiver, *_ in done.edges("REPORTS_TO")} == {
        ("post:v:2", "post:w:1"),
        ("post:v:3", "post:v:2"),
    }
    assert ("post:v:2", "unit:v", "2018-01-01", "") in done.edges("POST_IN")


def test_a_reference_of_two_other_bodies_is_refused(put):
    """A reference that two other bodies have is refused as that."""
    with pytest.raises(DataError, match='"1" stands for several things in the source'):
        uk(put, "1,Ada,T,W,U,XX,1", "1,Bo,T,V,U,XX,1", "2,Cy,T,X,U,1,1")


# -- trees ---------------------------------------------------------------------------------------------


def test_groups_that_sponsor_another_one_have_a_seat_in_it(put):
    both = {"chairs": [ADA, {"github": "u2", "name": "Bo"}]}
    working = {
        "dir": "wg-c",
        "name": "C",
        "stakeholder_sigs": ["A", "sig-b"],
        "leadership": {"chairs": [ADA]},
    }
    groups = {
        "sigs": [{"dir": "sig-a", "name": "A", "leadership": both}, {"dir": "sig-b", "name": "B"}],
        "workinggroups": [working],
    }

    done = bring(put("groups.yaml", groups), key="club")

    assert done.nodes("Section") == {"group:sig-a", "group:sig-b"}
    assert done.nodes("Network") == {"group:wg-c"}
    assert {(giver, receiver) for giver, receiver, *_ in done.edges("HOLDS")} == {
        ("person:u1", "post:sig-a:chair"), ("person:u2", "post:sig-a:chair"),
        ("person:u1", "post:wg-c:chair"),
    }  # fmt: skip
    behalf = {
        (e.giver, e.receiver, e.props["on_behalf_of"]) for e in done.after.edges if e.type == "MEMBER_OF"
    }
    assert behalf == {
        ("post:wg-c:seat:sig-a", "group:wg-c", "group:sig-a"),
        ("post:wg-c:seat:sig-b", "group:wg-c", "group:sig-b"),
    }  # fmt: skip


def test_a_sponsor_that_is_no_group_is_refused_with_its_place(put):
    groups = {
        "sigs": [{"dir": "sig-a", "name": "Apps"}],
        "workinggroups": [{"dir": "w", "name": "W", "stakeholder_sigs": ["Aps"]}],
    }

    with pytest.raises(DataError) as refused:
        bring(put("groups.yaml", groups))

    (problem,) = refused.value.problems
    assert problem.column == "workinggroups[0].stakeholder_sigs[0]"
    assert problem.message == '"Aps" is referred to, but does not exist'
    assert '"Apps"' in problem.hint or '"apps"' in problem.hint


def test_popolo_memberships_have_posts_or_none(put):
    """Popolo has posts memberships with and without one and periods."""
    done = bring(
        put(
            "p.json",
            """{"persons": [{"id": "p1", "name": "Ada"}, {"id": "p2", "name": "Bo"}],
            "organizations": [{"id": "o1", "name": "Council", "classification": "committee"},
                              {"id": "o2", "name": "Desk", "parent_id": "o1", "founding_date": "2015"}],
            "posts": [{"id": "x", "label": "Head", "organization_id": "o2"}],
            "memberships": [{"person_id": "p1", "post_id": "x",
                             "start_date": "2016-05", "end_date": "2017-01-01"},
                            {"person_id": "p2", "organization_id": "o1", "role": "Member"}]}""",
        )
    )

    assert done.edges("HOLDS") == {
        ("person:p1", "post:x", "2016-05-01", "2017-01-01"),
        ("person:p2", "post:o1:member", "2018-01-01", ""),
    }
    assert done.nodes("Network") == {"unit:o1"}
    assert done.edges("PART_OF") == {("unit:o2", "unit:o1", "2015-01-01", "")}
    assert done.nodes("Post") == {"post:x", "post:o1:member"}


def test_turtle_is_known_by_what_is_said_as_well_as_by_types(put):
    text = """@prefix org: <http://www.w3.org/ns/org#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix foaf: <http://xmlns.com/foaf/0.1/> .
    <http://e.org/u> org:unitOf <http://e.org/o> ; skos:prefLabel "Desk"@en, "Bord"@nb .
    <http://e.org/p> org:postIn <http://e.org/u> ; org:reportsTo <http://e.org/q> .
    <http://e.org/ada> org:holds <http://e.org/p> ; foaf:name "Ada" .
    [] org:postIn <http://e.org/u> ; org:reportsTo <http://e.org/p> .
    """
    done, again = (bring(put("o.ttl", text)) for _ in range(2))

    unit = done.after.nodes["http://e.org/u"]
    assert (unit.label, unit.props["name_nb"], unit.props["name_en"]) == ("Section", "Bord", "Desk")
    assert {(giver, receiver) for giver, receiver, *_ in done.edges("HOLDS")} == {
        ("http://e.org/ada", "http://e.org/p")
    }
    assert done.edges("PART_OF") == {("http://e.org/u", "http://e.org/o", "2018-01-01", "")}
    assert len(done.nodes("Post")) == 3
    assert done.after.fingerprint() == again.after.fingerprint()


# -- what is wrong in a mapping ----------------------------------------------------------------------------


def wrong(change):
    mapping = copy.deepcopy(MAPPING)
    change(mapping, mapping["sources"]["rows"])
    return mapping


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda m, r: r["posts"][0].update(unit="{Unit|not:vacnt}"), 'Nearest: "vacant"'),
        (lambda m, r: r["posts"][0].update(nme="x"), 'unknown field "nme"'),
        (lambda m, r: r["posts"][0].update(name="{Titel}"), 'unknown column "Titel"'),
        (lambda m, r: r["posts"][0].update(name="{Title|slgu}"), 'unknown filter "slgu"'),
        (lambda m, r: r["posts"][0].update(name="{Title"), "bracket"),
        (lambda m, r: r["posts"][0].pop("key"), '"key" is missing'),
        (lambda m, r: r["posts"][0].update(holders={"prson": "x"}), "prson"),
        (lambda m, r: r.update(colums={}), 'unknown field "colums"'),
        (lambda m, r: r.update(optional=["Sinse"]), 'Nearest: "Since"'),
        (lambda m, r: m.update(patterns={"x": [{"find": "("}]}), "not a regular expression"),
        (lambda m, r: m.update(patterns={"x": [{"find": "a", "put": "\\9"}]}), "cannot replace"),
        (lambda m, r: m.update(sources={}), "sources"),
        (lambda m, r: m.update(format="ansvar.mapping/9"), "ansvar.mapping/1"),
    ],
)  # fmt: skip
def test_a_wrong_mapping_is_told_with_line_and_remedy(change, told, put):
    """What is wrong in a mapping is told with its line and what would be right."""
    path = put("m.yaml", wrong(change))

    with pytest.raises(DataError) as refused:
        read_mapping(path)

    assert told in str(refused.value)
    assert all(problem.line for problem in refused.value.problems)


def test_a_value_that_a_lookup_cannot_read_is_told_at_its_row(put):
    mapping = wrong(lambda m, r: m.update(
        lookups={"numbers": {"source": "rows", "key": "{Position|integer}", "gives": "{Title}"}}
    ))  # fmt: skip
    source = put("a.csv", "Position,Title,Unit,Name\n7,Leader,West,Ada\nx,Clerk,West,Bo\n")

    with pytest.raises(DataError, match=r'a\.csv:3, column "Position": "x" is not a number'):
        bring(source, mapping=str(put("m.yaml", mapping)))
