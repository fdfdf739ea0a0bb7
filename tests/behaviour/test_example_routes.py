"""The example: IM 2018-001 and the organisation in seed/, asked as people would ask."""

import pytest
from suite.routes import ask, keys, told

TO_THE_COORDINATOR = "post:contact-vest post:rma-rep-vold network:vold post:coordinator-vold"
OWNED_BY_THE_DEPARTMENT = (
    "The coordinator leads the network but must not take over the case; "
    "it stays with the department that has it. (IM 2018-001, section 2, second sentence)"
)


def cited(route):
    """Give the clauses of each step, without the document's name."""
    return [[clause.removeprefix("IM 2018-001 §") for clause in step.clauses] for step in route.steps]


def test_child_marriage_goes_to_the_coordinator(example):
    """A case of child marriage goes from the centre to the coordinator."""
    route = ask(example, "centre:vest-3", "child-marriage", "individual-case")

    assert told(route) == (
        "whole",
        "post:contact-vest post:rma-rep-vold network:vold post:coordinator-vold",
        [],
    )
    assert [step.role for step in route.steps] == [
        "regional-contact",
        "representative-rma",
        "network",
        "coordinator",
    ]
    assert cited(route) == [
        ["6.1 (1)"],
        ["6.1 (6)", "6.1 s.2", "5 (3)"],
        ["5 (6)", "5 (9)", "4 (6)"],
        ["3 (1)", "3 (2)", "3 (3)"],
    ]
    assert [step.basis for step in route.steps] == ["explicit", "explicit", "explicit", "implied"]
    assert [[person.name for person in step.holders] for step in route.steps] == [
        ["Kari Eksempel"],
        ["Solveig Mønster"],
        [],
        ["Ingrid Prøvesen"],
    ]
    assert [person.key for person in route.steps[2].members] == [
        "post:asa-rep-vold",
        "post:opa-rep-vold",
        "post:rma-rep-vold",
    ]
    assert [step.state for step in route.steps] == ["filled", "filled", "body", "filled"]
    assert [step.unit for step in route.steps] == ["office:vest", "dept:rma", None, "section:rve"]


def test_the_end_of_a_case_cites_the_clause_that_stops_it(example):
    """The end of a case is explained by the clause that stops it.

    The coordinator must not take the case over.
    """
    route = ask(example, "centre:vest-3", "child-marriage", "individual-case")

    assert route.notes == (OWNED_BY_THE_DEPARTMENT,)
    assert route.stops is None


def test_rmas_representative_may_be_asked_directly_in_a_case(example):
    route = ask(example, "centre:vest-3", "child-marriage", "individual-case")

    assert [[step.key for step in way] for way in route.alternatives] == [
        ["post:rma-rep-vold", "network:vold", "post:coordinator-vold"]
    ]
    assert route.alternatives[0][0].clauses == ("IM 2018-001 §5 RMA (2)",)


def test_genital_mutilation_goes_to_the_other_network(example):
    """A question of female genital mutilation goes to the other network."""
    route = ask(example, "centre:vest-3", "fgm", "individual-case")

    assert told(route) == (
        "whole",
        "post:contact-vest post:rma-rep-fgm network:fgm post:coordinator-fgm",
        [],
    )
    assert "The Network against Female Genital Mutilation lacks ASA's representative" in route.notes[0]
    assert "section 4 on the network against female genital mutilation, second sentence" in route.notes[0]


@pytest.mark.parametrize("theme", ["forced-marriage", "child-marriage", "violence"])
def test_three_themes_share_one_network(example, theme):
    assert "network:vold" in keys(ask(example, "centre:oslo-1", theme, "guidance"))


def test_principle_ends_at_the_coordinator(example):
    """A question of principle ends at the coordinator and no clause sends it further.

    3 (5) has the coordinator align input to the ministry, and sends none; 1 s.1 names no director.
    """
    route = ask(example, "centre:vest-3", "violence", "principle")

    assert told(route) == ("whole", TO_THE_COORDINATOR, [])
    assert route.natural is not None
    assert (route.natural.key, route.natural.basis, route.natural.clauses) == (
        "post:director-aua",
        "not_said",
        (),
    )
    assert "no clause says so" in route.notes[0]
    beyond = ask(example, "post:director-aua", "violence", "principle")
    assert (beyond.status, beyond.natural and beyond.natural.key) == ("not_said", "ministry:jd")


def test_reporting_passes_the_network_by(example):
    route = ask(example, "centre:vest-3", "violence", "reporting")

    assert keys(route) == ["post:contact-vest", "post:rma-rep-vold", "post:coordinator-vold"]
    assert route.natural is not None
    assert route.natural.key == "post:director-aua"


def test_a_training_need_at_a_centre_ends_at_the_contact(example):
    """3 (4), 4 (3) and 5 (4) speak of UDI's own staff, not of an operator's."""
    assert keys(ask(example, "centre:vest-3", "violence", "competence")) == ["post:contact-vest"]
    route = ask(example, "post:caseworker-asa", "violence", "competence")
    assert keys(route) == ["post:asa-rep-vold", "network:vold", "post:coordinator-vold"]
    assert [step.basis for step in route.steps] == ["implied"] * 3


# -- somebody is not there ---------------------------------------------------------------------------------


def test_a_vacant_contact_leads_to_the_representative(example):
    """A vacant contact is named with its date and the representative is asked directly."""
    route = ask(example, "centre:nord-1", "fgm", "individual-case")

    assert told(route) == (
        "fallback",
        "post:contact-nord post:rma-rep-fgm* network:fgm post:coordinator-fgm",
        ["post:contact-nord vacant since 2018-03-01: post:rma-rep-fgm"],
    )
    assert route.steps[1].clauses == ("IM 2018-001 §5 RMA (2)",)
    skipped = route.skipped[0]
    assert skipped.why == "vacant since 1 March 2018"
    assert skipped.clauses == ("IM 2018-001 §6.1 s.1",)
    assert skipped.carried_by_name == "RMA's representative in the Network against Female Genital Mutilation"
    assert route.fallbacks == 1


@pytest.mark.parametrize("matter", ["trend", "principle", "reporting"])
def test_a_vacant_contact_is_not_said_outside_of_cases(example, matter):
    """No clause says who takes over from a vacant contact outside of cases.

    5 RMA (2) lets centres ask the representative directly in cases only.
    """
    route = ask(example, "centre:nord-1", "violence", matter)

    assert told(route) == (
        "not_said",
        "post:contact-nord",
        ["post:contact-nord vacant since 2018-03-01: nobody"],
    )
    assert route.natural is not None
    assert route.stops is not None
    assert (route.natural.key, route.natural.clauses) == ("post:rma-rep-vold", ())
    assert "no clause says who takes over" in route.stops["why"]


def test_a_training_need_with_a_vacant_contact_has_nobody(example):
    assert told(ask(example, "centre:nord-1", "violence", "competence")) == (
        "broken",
        "post:contact-nord",
        ["post:contact-nord vacant since 2018-03-01: nobody"],
    )


def test_an_absent_contact_is_named_and_her_deputy_carries_on(example):
    route = ask(example, "centre:sor-1", "violence", "individual-case")

    assert told(route) == (
        "fallback",
        "post:contact-sor post:rma-rep-vold network:vold post:coordinator-vold",
        ["post:contact-sor absent since 2018-05-01: person:berit-monster"],
    )
    assert route.skipped[0].until == "2018-09-01"
    assert route.skipped[0].why == "away from 1 May 2018, back on 1 September 2018"
    assert [person.name for person in route.steps[0].holders] == ["Hassan Dømme"]
    assert [person.name for person in route.steps[0].deputies] == ["Berit Mønster"]


@pytest.mark.parametrize(
    ("day", "skipped"),
    [
        ("2018-04-30", []),
        ("2018-05-01", ["post:contact-sor absent since 2018-05-01: person:berit-monster"]),
        ("2018-08-31", ["post:contact-sor absent since 2018-05-01: person:berit-monster"]),
        ("2018-09-01", []),
    ],
)
def test_a_deputy_is_named_for_exactly_the_days_of_the_leave(example, day, skipped):
    assert told(ask(example, "centre:sor-1", "violence", "individual-case", day))[2] == skipped


@pytest.mark.parametrize(
    ("day", "skipped"),
    [
        ("2018-06-30", []),
        ("2018-07-01", ["post:contact-indre-ost vacant since 2018-07-01: post:rma-rep-vold"]),
    ],
)
def test_a_term_ends_on_its_last_day(example, day, skipped):
    assert told(ask(example, "centre:indre-ost-1", "violence", "individual-case", day))[2] == skipped


def test_a_department_without_representative_stops_the_way(example):
    """A department without a representative in the network stops the way with the clause."""
    route = ask(example, "post:caseworker-asa", "fgm", "individual-case")

    assert told(route) == ("broken", "", ["representative-asa missing: nobody"])
    assert route.stops is not None
    assert route.stops["role"] == "representative-asa"
    assert route.stops["after"] == "Caseworker in the Asylum Department"
    assert "IM 2018-001 §4 Kjønnslemlestelsesnettverket s.2" in route.stops["clauses"]
    assert "IM 2018-001 §4 Voldsnettverket s.2" not in route.stops["clauses"], (
        "that clause is of other themes"
    )
    assert "ASA's representative" in route.stops["why"]


# -- others ask ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "start",
    ["person:mehmet-eksempel", "post:caseworker-asa", "dept:asa", "person:silje-provesen", "section:kor"],
)
def test_whoever_belongs_to_asa_has_asas_representative(example, start):
    route = ask(example, start, "violence", "individual-case")

    assert told(route) == ("whole", "post:asa-rep-vold network:vold post:coordinator-vold", [])
    assert route.question["from"] == start


@pytest.mark.parametrize("start", ["section:ine", "dept:aua", "dept:efo", "post:director-aua"])
def test_staff_without_a_representative_get_silence(example, start):
    """The instruction says nothing for staff of a department without a representative.

    AUA coordinates and sends no representative: that is silence and not a missing one.
    """
    route = ask(example, start, "violence", "individual-case")

    assert told(route) == ("not_said", "", [])
    assert route.stops is None
    assert route.notes


def test_staff_of_a_regional_office_are_staff_of_its_department(example):
    route = ask(example, "post:caseworker-vest", "violence", "individual-case")

    assert told(route) == ("whole", "post:rma-rep-vold network:vold post:coordinator-vold", [])


def test_the_manager_of_a_centre_asks_as_the_centre(example):
    route = ask(example, "person:ewa-utkast", "violence", "individual-case")

    assert keys(route)[0] == "post:contact-vest"
    assert route.start["key"] == "centre:vest-3"
    assert route.start["asked_by"] == "Ewa Utkast"


def test_who_stands_on_the_way_goes_on_from_there(example):
    assert keys(ask(example, "post:rma-rep-vold", "violence", "individual-case")) == [
        "network:vold",
        "post:coordinator-vold",
    ]
    assert told(ask(example, "person:ingrid-provesen", "violence", "individual-case")) == ("whole", "", [])


def test_other_themes_have_the_other_representative(example):
    """A contact who is asked for the other themes has the other representative."""
    assert [
        keys(ask(example, "post:contact-vest", theme, "guidance"))[0] for theme in ("violence", "fgm")
    ] == [
        "post:rma-rep-vold",
        "post:rma-rep-fgm",
    ]


# -- words ---------------------------------------------------------------------------------------------------


def test_the_answer_is_given_in_bokmal_as_well(example):
    route = ask(example, "centre:nord-1", "fgm", "individual-case", lang="nb")

    assert route.names == {"theme": "kjønnslemlestelse", "matter": "enkeltsak"}
    assert route.skipped[0].why == "ubesatt siden 1. mars 2018"
    assert route.steps[2].name == "Kjønnslemlestelsesnettverket"
    assert "mangler ASAs representant" in route.notes[0]


def test_json_is_one_object_with_a_version(example):
    import json

    answer = ask(example, "centre:vest-3", "fgm", "individual-case").to_json()

    assert answer["format"] == "ansvar.route/2"
    assert answer["question"] == {
        "from": "centre:vest-3",
        "theme": "fgm",
        "matter": "individual-case",
        "on": "2018-06-01",
    }
    assert {"status", "steps", "skipped", "alternatives", "notes", "graph"} <= set(answer)
    assert answer["graph"]["fingerprint"].startswith("sha256:")
    assert {"order", "key", "kind", "role", "name", "unit"} <= set(answer["steps"][0])
    assert {"holders", "state", "basis", "clauses", "why"} <= set(answer["steps"][0])
    assert json.loads(json.dumps(answer))["steps"][0]["holders"][0]["name"] == "Kari Eksempel"


# -- questions that do not fit -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "reason", "instead"),
    [
        ("network:vold", "does not work on female genital mutilation", ["network:fgm"]),
        ("post:opa-rep-vold", "does not work on female genital mutilation", ["post:opa-rep-fgm"]),
        ("post:coordinator-vold", "does not work on female genital mutilation", ["post:coordinator-fgm"]),
        ("person:berit-monster", "Berit Mønster deputises for", ["post:contact-sor"]),
        ("region:hordaland", "does not name Hordaland as somebody who takes matters up", []),
    ],
)
def test_a_question_for_others_to_ask_names_them(example, start, reason, instead):
    """A question that somebody else has to ask says so and who.

    Nothing is missing, and no clause is broken.
    """
    for matter in ("individual-case", "principle"):
        route = ask(example, start, "fgm", matter)

        assert told(route) == ("not_applicable", "", [])
        assert (route.stops, route.natural) == (None, None)
        assert any(reason in note for note in route.notes)
        assert [each["key"] for each in route.instead] == instead


def test_before_the_instruction_was_in_force_that_is_the_answer(example):
    route = ask(example, "centre:vest-3", "fgm", "guidance", on="2018-01-04")

    assert told(route) == ("not_applicable", "", [])
    assert route.notes == (
        "No loaded instruction in force on 4 January 2018 covers female genital mutilation (guidance).",
        "IM 2018-001 does from 5 January 2018.",
    )
