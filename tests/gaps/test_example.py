"""The example has the faults its README names; what is taken away makes its own rules speak, and no other."""

from __future__ import annotations

import copy
import datetime as dt
import shutil

import pytest
import yaml
from suite.engines import SEED
from suite.houses import DAY

from ansvar.graph.load.loader import load_files
from ansvar.queries.gaps.query import gaps

POSTS = "organisations/udi-2018/posts.yaml"
UNITS = "organisations/udi-2018/organisation.yaml"
REGIONS = "organisations/udi-2018/regions.yaml"
NORM = "instructions/im-2018-001.yaml"

LOW = {"no_deputy", "same_duty", "unverified"}
"""Rules that find things in the example that its README calls no faults."""


def grave(store, on=DAY):
    """Give rule and subjects of what is more than low."""
    return {(f.rule, *f.subjects) for f in gaps(store, on, severity="medium").findings}


# -- as it is ------------------------------------------------------------------------------------------

ASA_FGM = {
    ("body_without_member", "network:fgm", "representative-asa"),
    ("route_stops", "dept:asa", "representative-asa"),
    ("route_stops", "section:barnefaglig", "representative-asa"),
    ("route_stops", "section:kor", "representative-asa"),
}
"""Fault 2: ASA has nobody in one of the networks, so its staff have nobody to ask."""
NORD = {("vacant_post", "post:contact-nord"), ("route_stops", "office:nord", "regional-contact")}
"""Fault 1: Nord has no contact, and nobody else for what the instruction gives to the contact alone."""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("on", "more"),
    [
        (dt.date(2018, 2, 1), {("term_ending", "post:contact-nord", "person:maret-provesen")}),
        (dt.date(2018, 3, 1), NORD),
        (
            DAY,
            {
                *NORD,
                ("term_ending", "post:contact-indre-ost", "person:yusuf-skisse"),
            },
        ),
        (
            dt.date(2018, 7, 1),
            {
                *NORD,
                ("vacant_post", "post:contact-indre-ost"),
                ("route_stops", "office:indre-ost", "regional-contact"),
            },
        ),
    ],
)
def test_deliberate_faults_are_found_on_their_days(on, more, example):
    """The faults that were put in on purpose are found on their days."""
    assert grave(example, on) == ASA_FGM | more


def test_what_is_low_in_the_example_comes_from_three_rules(example):
    answer = gaps(example, DAY)

    assert {f.rule for f in answer.findings if f.severity == "low"} == LOW
    assert {rule.rule: (rule.k, rule.n) for rule in answer.rules if rule.k} == {
        "vacant_post": (1, 14), "body_without_member": (1, 6), "route_stops": (46, 1068),
        "term_ending": (1, 17), "no_deputy": (13, 14), "same_duty": (2, 43),
        "unverified": (12, 17),
    }  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_both_engines_find_the_same_and_say_it_in_the_same_words(both, lang):
    for on in (DAY, dt.date(2019, 6, 1), dt.date(2017, 1, 1)):
        embedded, neo4j = (gaps(store, on, lang=lang).to_json() for store in both)

        assert embedded | {"graph": None} == neo4j | {"graph": None}


def test_every_sentence_is_filled_in(example):
    """No column is missing where a text speaks of it."""
    for lang in ("nb", "en"):
        for finding in gaps(example, dt.date(2020, 1, 1), lang=lang).findings:
            assert "?" not in finding.why
            assert "{" not in finding.why + finding.remedy
            assert finding.why[0].isupper() or not finding.why[0].isalpha()


def test_every_cited_clause_speaks_of_the_matter(example):
    """Every clause that is cited is a clause and speaks of the matter."""
    answer = gaps(example, DAY)

    cited = {clause for finding in answer.findings for clause in finding.clauses}
    assert cited <= set(answer.clauses)
    (finding,) = (f for f in answer.findings if f.rule == "body_without_member")
    # the clause on the other network speaks of other themes
    assert finding.clauses == ("IM 2018-001 §4 Kjønnslemlestelsesnettverket s.2",)


def test_nothing_is_required_before_an_instruction_applies(example):
    """Before an instruction applies nothing is required and the answer says so."""
    answer = gaps(example, dt.date(2017, 1, 1), lang="nb")

    assert answer.findings == ()
    assert answer.notes == ("Ingen instruks gjelder 1. januar 2017, så ingenting kreves den dagen.",)


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("office:nord", NORD),
        ("office:vest", set()),
        ("dept:asa", ASA_FGM),
        ("network:fgm", {("body_without_member", "network:fgm", "representative-asa")}),
        (
            "dept:rma",
            {
                *NORD,
                ("term_ending", "post:contact-indre-ost", "person:yusuf-skisse"),
            },
        ),
    ],
)
def test_what_concerns_a_unit_or_something_under_it(unit, expected, example):
    answer = gaps(example, DAY, severity="medium", unit=unit)

    assert {(f.rule, *f.subjects) for f in answer.findings} == expected
    # the counts stay those of the whole
    assert {rule.k for rule in answer.rules if rule.rule == "vacant_post"} == {1}


# -- something taken away ------------------------------------------------------------------------------


class Copy:
    """A copy of seed/ that a test may change."""

    def __init__(self, folder):
        self.folder = folder
        shutil.copytree(
            SEED, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"), dirs_exist_ok=True
        )

    def change(self, name, work):
        path = self.folder / name
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        work(data)
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def load(self, store):
        load_files(store, [self.folder / "instructions", self.folder / "organisations"])


def part(data, name, key):
    return next(item for item in data[name] if item["key"] == key)


def drop(name, key):
    def work(data):
        data[name].remove(part(data, name, key))

    return work


def no_holder(key):
    def work(data):
        del part(data, "posts", key)["holders"]

    return work


def end_of_leave(data):
    del part(data, "posts", "post:contact-sor")["deputies"]


def no_coordinates(data):
    del part(data, "posts", "post:coordinator-fgm")["coordinates"]


def uncovered(data):
    part(data, "units", "network:fgm")["covers"] = ["violence"]


def second_coordinator(data):
    post = copy.deepcopy(part(data, "posts", "post:coordinator-fgm")) | {"key": "post:coordinator-2"}
    data["posts"].append(post | {"holders": [{"person": "person:ewa-utkast"}]})


def contact_in_network(data):
    part(data, "posts", "post:contact-vest")["member_of"] = [{"network": "network:vold"}]


def unserved(data):
    del part(data, "units", "office:vest")["serves"]


def nobody_bears(data):
    """Take every coordinator away, who alone bears the duties of the third section."""
    data["posts"] = [p for p in data["posts"] if "coordinator" not in (p.get("fills") or [])]


VEST = {f"centre:vest-{number}" for number in range(1, 7)}
COORDINATOR_DUTIES = 12


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "work", "gone", "come"),
    [
        pytest.param(
            POSTS, drop("posts", "post:contact-vest"), set(),
            {
                ("unit_without_post", "office:vest", "regional-contact"),
                ("route_stops", "office:vest", "regional-contact"),
            } | {("unfollowed", centre) for centre in VEST},
            id="the post of a contact",
        ),
        pytest.param(
            POSTS, no_holder("post:contact-vest"), set(),
            {("vacant_post", "post:contact-vest"), ("route_stops", "office:vest", "regional-contact")},
            id="the holder of a contact's post",
        ),
        pytest.param(
            POSTS, end_of_leave, set(),
            {
                ("absent_without_deputy", "post:contact-sor"),
                ("route_stops", "office:sor", "regional-contact"),
            },
            id="a deputy",
        ),
        pytest.param(
            POSTS, drop("posts", "post:opa-rep-fgm"), set(),
            {
                ("body_without_member", "network:fgm", "representative-opa"),
                ("route_stops", "dept:opa", "representative-opa"),
                ("route_stops", "section:opa-eksempel", "representative-opa"),
            },
            id="a representative",
        ),
        pytest.param(UNITS, uncovered, None, {("theme_uncovered", "fgm")}, id="a theme of a network"),
        pytest.param(
            POSTS, second_coordinator, set(),
            {
                ("required_number", "network:fgm", "coordinator"),
                ("several_bearers", "section:rve", "post:coordinator-2", "post:coordinator-fgm"),
            },
            id="one too many",
        ),
        pytest.param(
            # the membership is ruled out, so that it takes no theme from the contact
            POSTS, contact_in_network, set(), {("denied_holding", "post:contact-vest", "network:vold")},
            id="a contact in a network",
        ),
        pytest.param(
            REGIONS, unserved, set(), {("unfollowed", centre) for centre in VEST} | {
                ("route_stops", centre, "regional-contact") for centre in VEST
            },
            id="what an office serves",
        ),
        pytest.param(
            # no clause asks for one
            POSTS, drop("posts", "post:director-aua"), set(), set(), id="the director",
        ),
    ],
)  # fmt: skip
def test_a_thing_taken_away_makes_its_own_rules_speak(name, work, gone, come, store, tmp_path):
    files = Copy(tmp_path / "seed")
    files.change(name, work)
    before = ASA_FGM | NORD | {("term_ending", "post:contact-indre-ost", "person:yusuf-skisse")}
    files.load(store)

    after = grave(store)

    if gone is None:
        assert come <= after
    else:
        assert (before - after, after - before) == (gone, come)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_duties_without_anybody_are_found_one_by_one(lang, store, tmp_path):
    files = Copy(tmp_path / "seed")
    files.change(POSTS, nobody_bears)
    files.load(store)

    found = gaps(store, DAY, rules=["duty_without_bearer"], lang=lang).findings

    assert len(found) == COORDINATOR_DUTIES
    assert all(f.clauses and f.clauses[0].startswith(("IM 2018-001 §2", "IM 2018-001 §3")) for f in found)


def test_a_date_taken_away_closes_what_it_opened(store, tmp_path):
    """Fault 4 is nothing but a date: without it, nothing is left of the finding."""

    def forever(data):
        del part(data, "posts", "post:contact-indre-ost")["holders"][0]["to"]

    files = Copy(tmp_path / "seed")
    files.change(POSTS, forever)
    files.load(store)

    assert grave(store) == ASA_FGM | NORD
