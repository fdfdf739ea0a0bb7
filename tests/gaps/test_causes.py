"""One cause is one thing to put right: each finding names what is at its root, and the faces group by it."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from markupsafe import escape
from openpyxl import load_workbook
from suite.houses import DAY, WHOLE
from suite.words import without

from ansvar.cli.gaps_text import plain
from ansvar.graph.cells import csv_text
from ansvar.queries.gaps.query import gaps
from ansvar.queries.gaps.report.columns import COLUMNS
from ansvar.queries.gaps.report.page import page
from ansvar.queries.gaps.report.sarif import sarif
from ansvar.queries.gaps.report.workbook import workbook

NORD = "28c789cc0701"
ASA = "b01a72bff744"


def by_cause(answer):
    """Give the rules and subjects of the findings of each cause that has several, by what is at its root."""
    return {
        cause.key: {(f.rule, *f.subjects) for f in answer.of_cause(cause)}
        for cause in answer.causes
        if len(cause.findings) > 1
    }


# -- the example ---------------------------------------------------------------------------------------


def test_the_example_has_two_causes_with_what_follows(example):
    """The vacant contact and the missing membership; all that follows from them stands under them."""
    answer = gaps(example, DAY)

    assert by_cause(answer) == {
        "post:contact-nord": {
            ("vacant_post", "post:contact-nord"),
            ("route_stops", "office:nord", "regional-contact"),
            ("no_deputy", "post:contact-nord"),
        },
        "network:fgm": {
            ("body_without_member", "network:fgm", "representative-asa"),
            ("route_stops", "dept:asa", "representative-asa"),
            ("route_stops", "section:kor", "representative-asa"),
            ("route_stops", "section:barnefaglig", "representative-asa"),
        },
    }


def test_a_vacancy_says_what_it_leaves_with_nobody(example):
    """Nord's contact follows up seven centres and has the six duties of section 6.1."""
    cause = next(c for c in gaps(example, DAY).causes if c.id == NORD)

    assert (cause.key, cause.kind, cause.severity) == ("post:contact-nord", "Post", "high")
    assert len(cause.places) == 7
    assert all(key.startswith("centre:nord-") for key in cause.places)
    assert len(cause.duties) == 6
    assert cause.clauses == tuple(f"IM 2018-001 §6.1 ({n})" for n in range(1, 7))
    # seven centres, four themes, the one kind of matter that is the contact's alone
    assert {row["rule"]: row["count"] for row in cause.counts} == {"route_stops": 28, "no_deputy": 1}


@pytest.mark.slow
def test_both_engines_give_the_same_causes(both):
    embedded, neo4j = (gaps(store, DAY).causes for store in both)

    assert embedded == neo4j


def test_a_cause_does_not_depend_on_what_is_asked(example):
    """Whoever asks one rule, or the low findings only, is told the same root."""
    alone = gaps(example, DAY, rules=["route_stops"])
    about = gaps(example, DAY, about=["office:nord"])

    assert {f.subjects[0]: f.cause.id for f in alone.findings} == {
        "office:nord": NORD, "dept:asa": ASA, "section:kor": ASA, "section:barnefaglig": ASA,
    }  # fmt: skip
    assert [f.cause.id for f in about.findings if f.rule == "route_stops"] == [NORD]


def test_the_item_names_the_key_and_kind_of_its_cause(example):
    answer = gaps(example, DAY).to_json()

    (stopped,) = (i for i in answer["items"] if "office:nord" in i["subjects"] and i["rule"] == "route_stops")
    assert stopped["cause"] == {"id": NORD, "key": "post:contact-nord", "kind": "Post"}
    assert {c["id"] for c in answer["causes"]} == {i["cause"]["id"] for i in answer["items"]}


def test_an_acceptance_does_not_rest_on_the_cause(example):
    """The hash of what was found is that of before causes were told."""
    facts = {f.id: f.facts for f in gaps(example, DAY).findings}

    assert (facts[NORD], facts[ASA], facts["6d1049ed7357"]) == (
        "40606d9e0a531286", "7144506d5535ee17", "8657029a1f1aa89e",
    )  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_the_terminal_has_each_cause_once_with_its_consequences(lang, example):
    told = " ".join(plain(gaps(example, DAY, lang=lang)).split())

    assert {
        "en": "Consequence: places without follow-up: 7; duties with nobody to carry them out: 6 (IM 2018-",
        "nb": "Følge: steder uten oppfølging: 7; plikter uten noen til å utføre dem: 6 (IM 2018-",
    }[lang] in told
    # what no clause asks for is one line
    assert {
        "en": "Not required by any clause, but worth knowing: ASA's",
        "nb": "Kreves ikke av noen bestemmelse, men er verdt å vite: ASAs",
    }[lang] in told


def test_what_no_clause_asks_for_cites_none(example):
    answer = gaps(example, DAY)

    assert {f.rule for f in answer.findings if not f.clauses} == {"no_deputy", "unverified"}
    assert {r.rule for r in answer.rules if not r.required} == {
        "no_deputy", "other_vacant_post", "unconfirmed", "unverified",
    }  # fmt: skip


def test_two_vacancies_of_one_role_are_two_causes(example):
    """Since July Indre Østland has no contact either; what stops there does not follow from Nord."""
    causes = by_cause(gaps(example, dt.date(2018, 7, 1), severity="high"))

    assert causes.keys() == {"post:contact-nord", "post:contact-indre-ost", "network:fgm"}
    assert ("route_stops", "office:nord", "regional-contact") in causes["post:contact-nord"]
    assert ("route_stops", "office:indre-ost", "regional-contact") in causes["post:contact-indre-ost"]


# -- houses of the test's own --------------------------------------------------------------------------


def test_a_vacant_leader_is_one_cause_of_duty_and_route(store, world):
    """The duty of section 5 and the stopped routes follow from one vacancy."""
    lines = without(WHOLE, "person:deputy-leader deputises for post:leader")
    world(*lines, "post:leader vacant since 2018-04-04")

    causes = by_cause(gaps(store, DAY, severity="high"))
    assert set(causes) == {"post:leader"}
    assert ("vacant_post", "post:leader") in causes["post:leader"]
    assert ("duty_without_bearer", "duty:t:5") in causes["post:leader"]
    assert {one[0] for one in causes["post:leader"]} >= {"route_stops"}


def test_a_vacancy_leaves_nothing_where_another_is_there(store, world):
    """A second contact in the office for the same themes follows up and has the duties."""
    lines = without(WHOLE, "person:deputy-contact deputises for post:contact")
    world(*lines, "post:contact vacant", "post:contact2 in office:west as contact")

    (cause,) = (c for c in gaps(store, DAY).causes if c.key == "post:contact")
    assert (cause.places, cause.duties) == ((), ())


def test_a_route_to_a_post_that_is_not_there_asks_for_one(world, told):
    """Without a post nobody can be appointed, and no deputy named."""
    world(*without(WHOLE, "post:contact in office:west as contact",
                   "person:deputy-contact deputises for post:contact"))  # fmt: skip

    stopped = told("route_stops")
    assert {f.remedy for f in stopped} == {
        "There is no contact to turn to yet: set up the post or body, and record who is in it."
    }


# -- what else is found --------------------------------------------------------------------------------


def test_duties_of_roles_with_seats_of_their_own_are_no_overlap(example):
    """Section 5 is each department's; bullet 7 of sections 3 and 5 is the overlap that question 3 names."""
    (finding,) = (f for f in gaps(example, DAY).findings if f.rule == "same_duty")

    assert finding.subjects == (
        "coordinator", "representative-asa", "representative-opa", "representative-rma",
        "question:im-2018-001:3",
    )  # fmt: skip
    assert finding.clauses == ("IM 2018-001 §3 (7)", "IM 2018-001 §5 (7)")


def test_unverified_links_of_offices_and_counties_are_found(example):
    found = {f.subjects for f in gaps(example, DAY, rules=["unverified"]).findings}

    assert ("region:nordland", "office:nord") in found
    # the county's entry is verified
    assert not any(key == "region:telemark" for key, _ in found)


def test_vacant_posts_are_listed_without_any_instruction(store, tmp_path):
    """An organogram alone says which posts are vacant."""
    from suite.words import organisation, write

    from ansvar.graph.load.loader import load_files

    lines = (
        "post:a in dept:head",
        "post:a vacant since 2018-04-04",
        "post:b in dept:head",
    )
    load_files(store, [write(tmp_path / "o.yaml", organisation(*lines))])
    answer = gaps(store, DAY, rules=["other_vacant_post"])

    assert [(f.rule, f.subjects, f.since) for f in answer.findings] == [
        ("other_vacant_post", ("post:a",), "2018-04-04")
    ]
    assert [(r.k, r.n) for r in answer.rules if r.rule == "other_vacant_post"] == [(1, 2)]


# -- doubt where it decides ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "nb"])
def test_a_finding_tells_the_questions_that_it_rests_on(lang, example):
    """Whether the second network must have ASA in it is question 8; how many for RMA is question 4."""
    answer = gaps(example, DAY, lang=lang)
    (finding,) = (f for f in answer.findings if f.id == ASA)

    assert answer.numbers(finding) == "4, 8"
    assert {each["key"] for each in answer.questions} >= set(finding.questions)
    assert {"en": "open questions: 4, 8", "nb": "åpne spørsmål: 4, 8"}[lang] in " ".join(
        plain(answer).split()
    )


def test_exported_findings_tell_the_numbers_of_questions(example):
    """In every export the finding has the numbers, and what they mean stands once beside the findings."""
    answer = gaps(example, DAY)
    table = csv.DictReader(io.StringIO(csv_text(COLUMNS, answer.rows)))
    book = load_workbook(io.BytesIO(workbook(answer)))
    found, asked = (list(book[name].values) for name in ("Findings", "Open questions"))
    html = page(answer)
    run = sarif(answer)["runs"][0]

    assert [row["questions"] for row in table if row["id"] == ASA] == ["4; 8"]
    assert [row[found[0].index("Open questions")] for row in found if row[0] == ASA] == ["4\n8"]
    assert [row[0] for row in asked[1:]] == [each["number"] for each in answer.questions]
    assert all(all(row) for row in asked)
    item = html.partition(f'<li id="{ASA}">')[2].partition("</li>")[0]
    assert "rests on our reading of open questions: 4, 8" in item
    assert all(html.count(escape(each["reading"])) == 1 for each in answer.questions)
    told = {each["partialFingerprints"]["finding/v1"]: each["properties"] for each in run["results"]}
    assert told[ASA]["questions"] == [4, 8]
    assert run["properties"]["questions"] == list(answer.questions)


def test_a_duty_tells_the_questions_that_it_rests_on(example):
    """Question 3 lies at bullet 7 of sections 3 and 5, question 2 at all of section 3."""
    from ansvar.queries.duties.query import duties

    answer = duties(example, on=DAY)
    asked = {c: {q.rsplit(":")[-1] for q in i["questions"]} for i in answer.items for c in i["clauses"]}

    assert asked["IM 2018-001 §3 (7)"] == {"2", "3"}
    assert asked["IM 2018-001 §5 (7)"] >= {"3"}
    assert asked["IM 2018-001 §3 (2)"] == {"2"}
    assert {q["number"] for q in answer.more["questions"]} >= {2, 3}
