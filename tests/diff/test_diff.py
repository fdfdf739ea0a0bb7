"""What differs between two states, what follows from it, and who should be told."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, without, write

from ansvar.graph.content import Content
from ansvar.graph.content.snapshot import snapshot, stated
from ansvar.graph.errors import DataError, UnknownNameError
from ansvar.graph.load.loader import load_files, plan_parsed
from ansvar.graph.load.reader import find_files, parse_files
from ansvar.queries.diff import render
from ansvar.queries.diff.instructions import ClauseChange, compare_instructions
from ansvar.queries.diff.query import compare
from ansvar.queries.diff.result import Change, Difference, Notice
from ansvar.queries.diff.state import State, read_state

EARLY, LATE = dt.date(2018, 3, 1), dt.date(2018, 6, 1)
DAYS = {"from": EARLY.isoformat(), "to": LATE.isoformat()}


def between(store, lang="en"):
    return compare(read_state(store, EARLY, lang), read_state(store, LATE, lang), DAYS, lang)


def test_nothing_differs_where_nothing_happened(store, org):
    org(*WEST)

    answer = between(store)

    assert answer.empty
    assert set(answer.totals.values()) == {0}
    assert render.sections(answer) == []
    assert render.markdown(answer) == "# From 1 March 2018 to 1 June 2018\n\nNo differences.\n"


def test_a_new_holder_is_told_to_the_places_before_her(store, org):
    """Another holder is told to the places that turn to her first."""
    org(
        *WEST,
        "centre:b in region:r",
        "person:a holds post:contact to 2018-04-01",
        "person:b holds post:contact from 2018-04-01",
    )

    answer = between(store)

    assert answer.changes == (
        Change("Post", "post:contact", "changed", "<-HOLDS", "post:contact", "person:a", "person:b"),
    )
    assert (answer.routes, answer.duties, answer.gaps) == ((), (), ())
    assert answer.tell == (
        Notice("centre:a", "other_holder", "centre:a", ("post:contact",)),
        Notice("centre:b", "other_holder", "centre:b", ("post:contact",)),
    )


def test_who_stands_in_is_told_to_the_places_before_her(store, org):
    org(*WEST, "person:d deputises for post:contact from 2018-04-01")

    assert between(store).tell == (Notice("centre:a", "other_deputy", "centre:a", ("post:contact",)),)


OVERVIEW = [
    {"bearers": ["leader"], "modality": "shall", "overview_of": ["contact"]},
    {"bearers": ["expert"], "modality": "shall", "overview_of": ["case"], "themes": ["light"]},
]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("person:d deputises for post:contact from 2018-04-01", {("post:leader", ("post:contact",))}),
        ("post:second in office:west as contact from 2018-04-01", {("post:leader", ("post:second",))}),
        ("post:clerk in office:west from 2018-04-01", set()),
        (
            "post:contact vacant since 2018-04-01",
            {("post:leader", ("post:contact",)), ("post:expert", ("centre:a",))},
        ),
    ],
)
def test_who_keeps_an_overview_is_told_of_what_changes(store, tmp_path, line, told):
    """The file says of what: of who is in a role, or of a kind of matter, for the themes of the duty."""
    norm = instruction(*HOUSE)
    norm["clauses"][0]["duties"] = OVERVIEW
    files = [write(tmp_path / "n.yaml", norm), write(tmp_path / "o.yaml", organisation(*WEST, line))]
    load_files(store, files)

    assert {(n.key, n.what) for n in between(store).tell if n.why == "overview"} == told


def test_rma_is_told_of_another_deputy_for_a_contact(example):
    """Of who the contacts are both representatives keep an overview, of child marriage cases only one."""
    before, after = (read_state(example, dt.date(2018, *day)) for day in ((4, 30), (5, 1)))
    answer = compare(before, after, DAYS)

    told = {n.key: n.what for n in answer.tell if n.why == "overview"}
    assert told["post:rma-rep-fgm"] == ("post:contact-sor",)
    assert {key.partition("-")[0] for key in told["post:rma-rep-vold"]} == {"post:contact", "centre:sor"}
    assert told.keys() == {"post:rma-rep-fgm", "post:rma-rep-vold"}


def test_an_overview_of_what_the_file_does_not_know_is_refused(tmp_path, store):
    norm = instruction(*HOUSE)
    norm["clauses"][0]["duties"] = [{"bearers": ["leader"], "modality": "shall", "overview_of": ["contat"]}]

    with pytest.raises(DataError, match='unknown role or kind of matter "contat"'):
        load_files(store, [write(tmp_path / "n.yaml", norm)])


def test_a_post_that_goes_takes_its_routes_with_it(store, org):
    lines = without(WEST, "post:contact in office:west as contact")
    org(*lines, "post:contact in office:west as contact to 2018-05-01", "post:contact exists to 2018-05-01")

    answer = between(store)

    assert [(c.key, c.what) for c in answer.changes] == [("post:contact", "went")]
    assert {(r.key, r.before, r.after, r.chain_before[0]) for r in answer.routes} == {
        ("centre:a", "whole", "fallback", "post:contact"), ("centre:a", "whole", "broken", "post:contact"),
    }  # fmt: skip
    assert {(r.theme, r.matter) for r in answer.routes} == {
        (theme, matter) for theme in ("noise", "light") for matter in ("case", "principle")
    }
    opened = {(gap.rule, gap.subjects) for gap in answer.gaps if gap.what == "opened"}
    assert {("unfollowed", ("centre:a",)), ("unit_without_post", ("office:west", "contact"))} <= opened
    told = {(notice.key, notice.why) for notice in answer.tell}
    assert {("centre:a", "other_way"), ("post:contact", "no_longer_asked")} <= told


def test_who_moves_is_told_as_moved(store, org):
    org(
        *WEST,
        "section:s under dept:care to 2018-04-01",
        "section:s under dept:head from 2018-04-01",
        "section:new under dept:head",
        "section:new exists from 2018-05-01",
        "post:clerk in section:s to 2018-04-01",
        "post:clerk in dept:care from 2018-04-01",
    )

    answer = between(store)

    told = [(c.key, c.what, c.field, c.before, c.after) for c in answer.changes]
    assert told == [
        ("post:clerk", "moved", "POST_IN", "section:s", "dept:care"),
        ("section:new", "came", "", "", ""),
        ("section:s", "moved", "PART_OF", "dept:care", "dept:head"),
    ]


def test_the_other_way_round_is_the_opposite(store, org):
    org(*without(WEST, "centre:a in region:r"), "centre:a in region:r to 2018-05-01", "centre:b in region:r")
    first, second = read_state(store, EARLY), read_state(store, LATE)

    there, back = compare(first, second, DAYS), compare(second, first, DAYS)

    turned = {"came": "went", "went": "came", "moved": "moved", "changed": "changed"}
    assert {(c.key, turned[c.what], c.field, c.after, c.before) for c in there.changes} == {
        (c.key, c.what, c.field, c.before, c.after) for c in back.changes
    }
    assert {(r.key, r.theme, r.matter, r.after, r.before) for r in there.routes} == {
        (r.key, r.theme, r.matter, r.before, r.after) for r in back.routes
    }
    assert there.totals["opened"] == back.totals["closed"]
    assert not there.empty


def test_every_form_says_the_same(store, org):
    org(*WEST, "person:a|b holds post:contact to 2018-04-01")
    answer = between(store, "nb")

    told = json.loads(json.dumps(answer.to_json()))
    page, text = render.page(answer), render.markdown(answer)

    assert told["format"] == "ansvar.diff/1"
    assert told["totals"] == answer.totals
    assert "Hva som er endret" in page
    assert "person:a|b" in page
    assert "person:a\\|b" in text
    assert page.count("<tr>") - len(render.sections(answer)) == text.count("\n| ") - 2 * len(
        render.sections(answer)
    )
    assert "http" not in page


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "From 1 March 2018 to 1 June 2018"),
        (
            {"known_to": "2018-07-01T12:30"},
            "From 1 March 2018 to 1 June 2018 (as the graph was known at 2018-07-01T12:30)",
        ),
        (
            {"from": "2018-06-01", "known_from": "1"},
            "1 June 2018: as the graph was known after change set 1, and as the graph is now",
        ),
        (
            {"from": "2018-06-01", "with": ["a/x.csv", "b/y.csv"]},
            "1 June 2018: as the graph is now, and as it would be with x.csv, y.csv",
        ),
        (
            {"instruction": ["instruction:old", "instruction:new"]},
            "From “The old one” to “instruction:new”, which applies from 1 June 2018",
        ),
    ],
)
def test_the_heading_says_which_states_are_compared(asked, title):
    nothing = State("2018-06-01", {}, {}, {}, {}, (), {"instruction:old": "The old one"})

    assert render.title(compare(nothing, nothing, DAYS | asked)) == title


def test_people_are_told_by_name_in_shared_rows():
    """People and posts are told by name and whoever hears the same in one row."""
    names = {"person:a": "Ada", "person:b": "Bo", "post:p": "Head", "centre:x": "X", "centre:y": "Y"}
    answer = Difference(
        question=DAYS, graphs={}, routes=(), duties=(), gaps=(), names=names, lang="en",
        changes=(
            Change("Post", "post:p", "changed", "<-HOLDS", "Head", "person:a, person:b", ""),
            Change("Post", "post:p", "changed", "email", "Head", "", "person:a"),
            Change("Section", "section:new", "came", "", "section:new", "", ""),
        ),
        tell=tuple(Notice(key, "other_holder", names[key], ("post:p",)) for key in ("centre:x", "centre:y")),
    )  # fmt: skip

    changes, tell = render.sections(answer)

    assert changes.rows == (
        ("changed", "Head (post:p)", "holder", "Ada, Bo", "–"),
        ("changed", "Head (post:p)", "email", "–", "person:a"),
        ("new", "section:new", "", "", ""),
    )
    assert [(row[0], row[2]) for row in tell.rows] == [("X, Y", "Head")]


def test_clauses_without_consequences_are_counted():
    """Clauses that differ are counted where nothing follows from it."""
    empty = State("2018-06-01", {}, {}, {}, {}, (), {})
    nothing = compare(empty, empty, DAYS)
    clause = ClauseChange("new", "T §1", "", "", "text")

    assert render.summary(replace(nothing, clauses=(clause,))) == "Clauses that differ: 1."
    assert render.summary(nothing) == "No differences."


def test_compared_clauses_are_not_told_twice():
    """Clauses that were compared are not told a second time as things that came."""
    answer = Difference(
        question=DAYS, graphs={}, routes=(), duties=(), gaps=(), names={}, lang="en", tell=(),
        changes=(
            Change("Clause", "T §1", "came", "", "T §1", "", ""),
            Change("Post", "post:p", "came", "", "post:p", "", ""),
        ),
    )  # fmt: skip
    told = {True: (ClauseChange("new", "T §1", "", "", "text"),), False: ()}

    rows = {
        compared: {
            section.title: [row[1] for row in section.rows]
            for section in render.sections(replace(answer, clauses=clauses))
        }
        for compared, clauses in told.items()
    }

    assert rows == {
        True: {"Clauses": ["T §1"], "What has changed": ["post:p"]},
        False: {"What has changed": ["T §1", "post:p"]},
    }


def test_a_plan_is_seen_in_a_copy_of_the_content(store, org):
    """Whoever asks what a plan would leave may have read the content anew."""
    org(*WEST, "person:a holds post:contact")
    files = [write(org.lines, organisation(*WEST, "person:b holds post:contact"))]
    plan = plan_parsed(stated(store.read), parse_files(find_files(files)), LATE)

    whole = snapshot(store.read)
    copied = Content(dict(whole.nodes), [replace(edge, props=dict(edge.props)) for edge in whole.edges])
    planned = plan.applied_to(copied)

    load_files(store, files, ended_on=LATE)
    assert (
        Content(planned.nodes, [e for e in planned.edges if not e.derived]).fingerprint()
        == stated(store.read).fingerprint()
    )


def test_clauses_are_paired_by_their_texts(store, tmp_path):
    def said(key, section, text, bearer):
        return {
            "section": section, "status": "modelled", "text": {"nb": text, "en": text},
            "duties": [{"bearers": [bearer], "modality": "shall", "text": {"nb": text, "en": text}}],
        }  # fmt: skip

    def norm(number, clauses, first):
        file = instruction(*HOUSE) | {"key": f"instruction:{number}", "citation": number, "from": first}
        file["clauses"] = [*file["clauses"], *(said(number, *clause) for clause in clauses)]
        return write(tmp_path / f"{number}.yaml", file)

    old = [
        ("90", "lead the network and keep its papers", "leader"),
        ("91", "follow up the places of the region", "contact"),
        ("92", "write a report every year", "leader"),
        ("93", "answer the telephone", "chief"),
    ]
    new = [
        ("90", "lead the network and keep all its papers", "leader"),
        ("91", "follow up the places of the region", "expert"),
        ("92", "something wholly different", "leader"),
        ("93", "answer the telephone", "chief"),
    ]
    load_files(store, [norm("OLD", old, "2017-01-01"), norm("NEW", new, "2018-04-01")])

    answer = compare_instructions(store, "OLD", "instruction:NEW")

    assert (answer.last_day, answer.first_day) == (dt.date(2018, 3, 31), dt.date(2018, 4, 1))
    assert answer.changes == (
        ClauseChange("reworded", "NEW §90", "OLD §90", old[0][1], new[0][1]),
        ClauseChange("moved_bearer", "NEW §91", "OLD §91", "contact", "expert"),
        ClauseChange("new", "NEW §92", "", "", "something wholly different"),
        ClauseChange("gone", "OLD §92", "OLD §92", "write a report every year", ""),
    )
    with pytest.raises(UnknownNameError, match='Nearest: "NEW"'):
        compare_instructions(store, "OLD", "NEWS")
