"""An import speaks of a day: what stood before keeps its beginning, and what is gone ends."""

from __future__ import annotations

import pytest
from suite.imports import bring

from ansvar.graph.errors import DataError

HEADER = "Post Unique Reference,Name,Job Title,Organisation,Unit,Reports to Senior Post,FTE\n"
FIRST = ("1,Ada,Head,W,Top,XX,1", "2,Bo,Deputy,W,Top,1,1", "3,Cy,Clerk,W,Desk,2,1", "4,Di,Clerk,W,Desk,2,1")
SECOND = ("1,Ada,Head,W,Top,XX,1", "2,Eli,Deputy,W,Top,1,1", "3,Cy,Clerk,W,Top,1,1", "5,Fay,Clerk,W,Top,1,1")
ONE, TWO, THREE = "2018-01-01", "2018-07-01", "2019-01-01"


@pytest.fixture
def at(put):
    """Import rows as of a day, into what was there before."""

    def run(rows, day, before=None, **how):
        text = HEADER + "".join(f"{row}\n" for row in rows)
        return bring(put("s.csv", text), day=day, before=before and before.after, **how)

    return run


def test_a_second_import_changes_nothing_whatever_its_day(at):
    first = at(FIRST, ONE)

    later = at(FIRST, TWO, first)

    assert at(FIRST, ONE, first).plan.empty
    assert later.after.fingerprint() == first.after.fingerprint()
    assert [fact.after.key for fact in later.plan.facts] == ["uk-organogram:w"]  # it is confirmed
    assert at(FIRST, TWO, later).plan.empty


def test_a_restatement_confirms_all_with_one_fact(at):
    """A restatement confirms all that its source states with one fact.

    import.md 8: nothing but the source's own day of confirmation moves, and its earlier days stay.
    """
    first = at(FIRST, ONE)
    second = at(FIRST, TWO, first)
    part = at(FIRST[:1], "2018-08-01", second, partial=True)

    def confirmed(done, day):
        return done.after.nodes["uk-organogram:w"].on(day).props.get("confirmed_on")

    assert (second.plan.confirms, second.plan.left) == (
        True,
        len(first.plan.facts) - 1,
    )
    assert [confirmed(second, day) for day in (ONE, "2018-06-30", TWO, "2030-01-01")] == [ONE, ONE, TWO, TWO]
    assert part.plan.empty  # what speaks of a part confirms nothing beyond it


def test_a_day_before_one_that_was_confirmed_is_refused(at):
    later = at(FIRST, TWO, at(FIRST, ONE))

    with pytest.raises(DataError, match="as of 2018-07-01, and this speaks of 2018-05-01"):
        at(FIRST, "2018-05-01", later)


def test_what_stays_keeps_its_first_day(at):
    """What stays keeps its first day and what is gone ends on the day."""
    done = at(SECOND, TWO, at(FIRST, ONE))

    assert done.edges("HOLDS") == {
        ("person:w:ada", "post:w:1", ONE, ""),
        ("person:w:bo", "post:w:2", ONE, TWO),
        ("person:w:eli", "post:w:2", TWO, ""),
        ("person:w:cy", "post:w:3", ONE, ""),
        ("person:w:di", "post:w:4", ONE, TWO),
        ("person:w:fay", "post:w:5", TWO, ""),
    }
    assert done.edges("REPORTS_TO") == {
        ("post:w:2", "post:w:1", ONE, ""),
        ("post:w:3", "post:w:2", ONE, TWO),
        ("post:w:3", "post:w:1", TWO, ""),
        ("post:w:4", "post:w:2", ONE, TWO),
        ("post:w:5", "post:w:1", TWO, ""),
    }
    assert {
        key: done.after.nodes[key].props["valid_to"] for key in ("post:w:3", "post:w:4", "unit:w:desk")
    } == {
        "post:w:3": "9999-12-31",
        "post:w:4": TWO,
        "unit:w:desk": TWO,
    }
    assert done.after.nodes["uk-organogram:w"].props["valid_from"] == ONE
    assert at(SECOND, TWO, done).plan.empty


def test_who_comes_back_has_two_periods(at):
    done = at(FIRST, THREE, at(SECOND, TWO, at(FIRST, ONE)))

    assert {edge for edge in done.edges("HOLDS") if edge[1] == "post:w:4"} == {
        ("person:w:di", "post:w:4", ONE, TWO),
        ("person:w:di", "post:w:4", THREE, ""),
    }
    assert at(FIRST, THREE, done).plan.empty


def test_an_import_of_an_earlier_day_is_refused(at):
    """An import of an earlier day than the graph has is refused."""
    done = at(SECOND, TWO, at(FIRST, ONE))

    with pytest.raises(DataError, match=rf"stands in the graph as of {TWO}, and this speaks of {ONE}"):
        at(FIRST, ONE, done)


def test_a_partial_import_moves_only_what_it_mentions(at):
    """A partial import leaves alone what it does not mention and moves what it does."""
    done = at(
        ("2,Vacant,Deputy,W,Top,1,1", "3,Cy,Clerk,W,Top,1,1", "4,Eliminated,Clerk,W,Desk,2,1"),
        TWO,
        at(FIRST, ONE),
        partial=True,
    )

    assert done.edges("HOLDS") == {
        ("person:w:ada", "post:w:1", ONE, ""),
        ("person:w:bo", "post:w:2", ONE, TWO),
        ("person:w:cy", "post:w:3", ONE, ""),
        ("person:w:di", "post:w:4", ONE, TWO),
    }
    assert {edge for edge in done.edges("POST_IN") if edge[0] == "post:w:3"} == {
        ("post:w:3", "unit:w:desk", ONE, TWO),
        ("post:w:3", "unit:w:top", TWO, ""),
    }
    assert done.after.nodes["post:w:4"].props["valid_to"] == TWO
    assert done.after.nodes["post:w:1"].props["valid_to"] == "9999-12-31"
    assert done.after.nodes["unit:w:desk"].props["valid_to"] == "9999-12-31"


def test_a_partial_import_twice_changes_nothing(at):
    first = at(FIRST, ONE)
    rows = ("2,Vacant,Deputy,W,Top,1,1", "3,Cy,Clerk,W,Top,1,1", "4,Eliminated,Clerk,W,Desk,2,1")
    done = at(rows, TWO, first, partial=True)

    assert at(rows, TWO, done, partial=True).plan.empty


def test_a_line_to_an_ended_post_is_dropped(at):
    """Who reports to a post that ended before is kept without that line."""
    done = at((*SECOND, "6,Gro,Clerk,W,Top,4,1"), THREE, at(SECOND, TWO, at(FIRST, ONE)))

    assert [edge for edge in done.edges("REPORTS_TO") if edge[0] == "post:w:6"] == []
    assert [f"it ended on {TWO}" in w.message for w in done.warnings] == [True]


def test_the_period_of_a_row_goes_before_the_day_of_the_import(put):
    posts = put(
        "posts.csv",
        "key,name,unit,from,to\npost:a,A,unit:u,2015-01-01,\npost:b,B,unit:u,2015-01-01,2016-01-01\n",
    )
    units = put("units.csv", "key,kind,name,from\nunit:u,Section,U,2014-01-01\n")
    holders = put(
        "holders.csv",
        "post,person,name,from,to\npost:a,person:x,X,2017-01-01,2017-06-01\npost:a,person:y,Y,,\n",
    )

    done = bring(posts, units, holders, key="works")

    assert done.edges("POST_IN") == {
        ("post:a", "unit:u", "2015-01-01", ""),
        ("post:b", "unit:u", "2015-01-01", "2016-01-01"),
    }
    assert done.edges("HOLDS") == {
        ("person:x", "post:a", "2017-01-01", "2017-06-01"),
        ("person:y", "post:a", "2015-01-01", ""),
    }
    assert bring(posts, units, holders, key="works", day=TWO, before=done.after).plan.confirms


def test_periods_that_overlap_are_refused_with_both(put):
    posts = put("posts.csv", "key,name\npost:a,A\n")
    holders = put(
        "holders.csv",
        "post,person,name,from,to\npost:a,person:x,X,2017-01-01,2017-06-01\npost:a,person:x,X,2017-03-01,\n",
    )

    with pytest.raises(
        DataError, match=r"holders\.csv:3.*2017-01-01 to 2017-06-01 and 2017-03-01 to open end"
    ):
        bring(posts, holders, key="works")


def test_contradicting_rows_are_refused(put):
    """Two rows that say different things of one key are refused."""
    posts = put("posts.csv", "key,name\npost:a,A\npost:a,B\n")

    with pytest.raises(
        DataError, match=r'posts\.csv:3, column "name": "post:a" has the name "B" here, but "A" in'
    ):
        bring(posts, key="works")


def test_sheets_need_an_organisation(put):
    with pytest.raises(DataError, match="Name it with --key"):
        bring(put("units.csv", "key,kind,name\nunit:u,Section,U\n"))


def test_what_a_partial_source_ends_keeps_its_values(tmp_path):
    """What a partial source ends keeps all that was said of it.

    The note of a post that is eliminated, and the reason of an absence that is over.
    """

    def sheets(name, **tables):
        (tmp_path / name).mkdir()
        for table, lines in tables.items():
            (tmp_path / name / f"{table}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        return tmp_path / name

    whole = sheets(
        "whole",
        organisation=["key,name", "o,O"],
        posts=["key,name,phone,source,note", "p,P,12,list,mind", "q,Q,,,"],
        people=["key,name", "a,Ada", "b,Bo"],
        absences=["post,person,reason_nb,reason_en", "q,a,permisjon,leave"],
    )
    part = sheets(
        "part",
        organisation=["key,name", "o,O"],
        posts=["key,name,occupancy", "p,P,eliminated", "q,Q,"],
        people=["key,name", "a,Ada", "b,Bo"],
        absences=["post,person", "q,b"],
    )

    before = bring(whole, day=ONE)
    after = bring(part, day=TWO, before=before.after, partial=True).after

    post = before.after.nodes["p"].props
    assert (post["note_nb"], post["phone"], post["fact_source"]) == ("mind", "12", "list")
    assert after.nodes["p"].props == post | {"valid_to": TWO}
    away = [edge for edge in after.edges if edge.type == "ABSENT_FROM"]
    assert {(edge.giver, edge.props["valid_to"], edge.props.get("reason_en")) for edge in away} == {
        ("a", TWO, "leave"),
        ("b", "9999-12-31", None),
    }
