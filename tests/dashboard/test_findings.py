"""Gaps, coverage, duties, history, Cypher and files: what the pages say is what the terminal says."""

from __future__ import annotations

from datetime import date

import pytest
from suite.words import organisation, write

from dashboard import rights
from dashboard.shell import page_module
from dashboard.tables import csv_bytes
from dashboard.words import word
from graph.load.loading import snapshot
from graph.texts import LANGUAGES
from queries.catalogue.statements import Limits, ask_freely, keys_in, statements
from queries.changes import changes
from queries.coverage.asking import coverage
from queries.duties.asking import duties
from queries.explore.result import result_picture
from queries.gaps.asking import gaps

OURS = ("gaps", "coverage", "duties", "history", "cypher", "files")
DAY = date(2018, 6, 1)


def text_of(at):
    """Gather what a page says."""
    kinds = (
        at.title,
        at.subheader,
        at.markdown,
        at.caption,
        at.error,
        at.warning,
        at.info,
        at.success,
        at.text,
    )
    return "\n".join(str(part.value) for kind in kinds for part in kind).replace("\\", "")


def rows_of(at):
    """Give the tables of a page as lists of dicts."""
    return [table.value.to_dict("records") for table in at.dataframe]


def button(at, label):
    return next(b for b in at.button if b.label == label)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_a_page_stands_in_both_languages_without_any_choice(example, page, name, lang):
    at = page(name, lang=lang)

    assert not at.exception
    assert at.title[0].value == word(lang, page_module(name).TITLE, name)


@pytest.mark.parametrize("name", OURS)
def test_a_page_of_an_empty_graph_offers_a_start(store, page, name):
    at = page(name)

    assert not at.exception
    assert at.title[0].value == "The graph is empty"


@pytest.mark.parametrize("name", OURS)
def test_a_day_on_which_nothing_holds_is_said_plainly(example, page, name):
    at = page(name, on="1995-01-01")

    assert not at.exception


# -- gaps ------------------------------------------------------------------------------------------


def test_gaps_are_those_of_the_terminal(example, page):
    answer = gaps(example, DAY)
    told = text_of(page("gaps", accepted="all", group="rule"))

    assert f"{len(answer.findings)} findings on 1 June 2018" in told
    for finding in answer.findings[:15]:
        assert finding.why in told


def test_a_finding_is_restored_from_a_link_with_rule_cypher_and_remedy(example, page):
    finding = next(f for f in gaps(example, DAY).findings if f.rule == "vacant_post")
    at = page("gaps", finding=finding.id)

    assert not at.exception
    assert finding.title in [s.value for s in at.subheader]
    assert finding.remedy in text_of(at)
    assert any("MATCH" in code.value for code in at.code)
    assert "HOLDS" in "".join(code.value for code in at.code)


def test_nothing_can_be_accepted_unless_whoever_starts_it_allows_it(example, page):
    finding = gaps(example, DAY).findings[0]
    at = page("gaps", finding=finding.id)

    assert rights.WRITE in text_of(at)
    assert "Accept the finding" not in [b.label for b in at.button]


def test_a_finding_is_accepted_with_a_reason_and_taken_back(store, org, page, monkeypatch):
    monkeypatch.setenv(rights.WRITE, "1")
    org("dept:care code CARE", "office:west under dept:care", "post:contact in office:west as contact",
        "post:contact vacant since 2018-03-01")  # fmt: skip
    finding = next(f for f in gaps(store, DAY).findings if f.rule == "vacant_post")

    at = page("gaps", finding=finding.id)
    at = button(at, "Accept the finding").click().run()
    assert "Write why the finding can stay as it is." in text_of(at)
    next(t for t in at.text_input if t.label == "Why it can stay as it is").set_value(
        "somebody starts in July"
    )
    at = button(at, "Accept the finding").click().run()

    assert not at.exception
    accepted = next(f for f in gaps(store, DAY).findings if f.id == finding.id)
    assert (accepted.accepted_reason, accepted.accepted_until) == ("somebody starts in July", "2018-08-30")

    at = button(page("gaps", finding=finding.id), "Withdraw the acceptance").click().run()
    assert not at.exception
    assert not any(f.accepted for f in gaps(store, DAY).findings)


def test_findings_leave_as_files_that_the_terminal_makes_too(example):
    from dashboard.data_gaps import sarif_text
    from dashboard.views.gaps import _FILES

    answer = gaps(example, DAY)

    made = {ending: make(answer) for ending, (_, make) in _FILES.items()}
    assert made["xlsx"][:2] == b"PK"
    assert answer.findings[0].id in made["html"]
    assert made["sarif"] == sarif_text(answer)


# -- coverage --------------------------------------------------------------------------------------


@pytest.mark.parametrize("by", ["office", "region", "centre", "unit"])
def test_the_map_and_its_table_hold_what_the_terminal_says(example, page, by):
    answer = coverage(example, DAY, by)
    table = rows_of(page("coverage", by=by))[0]

    themes = {t["key"]: t["name"] for t in answer.themes}
    matters = {m["key"]: m["name"] for m in answer.matters}
    states = {"route": "Route", "fallback": "Fallback", "broken": "Broken", "silent": "Silent"}
    assert {(r["Place"], r["Theme"], r["Kind of matter"], r["Outcome"], r["Reason"]) for r in table} == {
        (i["name"], themes[i["theme"]], matters[i["matter"]], states[i["state"]], i["reason"])
        for i in answer.items
    }


def test_a_cell_is_restored_from_a_link_with_its_reason(example, page):
    at = page("coverage", by="centre", cell="centre:nord-3|fgm|individual-case")
    item = next(
        i for i in coverage(example, DAY).items
        if (i["centre"], i["theme"], i["matter"]) == ("centre:nord-3", "fgm", "individual-case")
    )  # fmt: skip

    assert item["reason"] in text_of(at)
    assert at.query_params["cell"] in (
        ["centre:nord-3|fgm|individual-case"],
        "centre:nord-3|fgm|individual-case",
    )


def test_rows_and_columns_are_filtered(example, page):
    table = rows_of(page("coverage", by="centre", themes="fgm", matters="trend", states="fallback"))[0]

    assert {(r["Theme"], r["Kind of matter"], r["Outcome"]) for r in table} == {
        ("female genital mutilation", "trend", "Fallback")
    }


def test_a_filter_that_nothing_fits_says_so(example, page):
    assert "No row fits" in text_of(page("coverage", by="centre", themes="fgm", states="silent"))


# -- duties ----------------------------------------------------------------------------------------


def test_ones_duties_are_those_of_the_terminal_with_what_recurs(example, page):
    answer = duties(example, "person:ola-eksempel", DAY)
    told = text_of(page("duties", view="mine", of="person:ola-eksempel"))

    assert all(item["text"] in told for item in answer.items)
    recurring = sum(1 for item in answer.items if item["recurring"])
    assert told.count("↻ *recurring*") == recurring > 0


def test_what_comes_through_a_network_is_told_apart(example, page):
    key = next(
        item["key"] for item in example_posts(example)
        if any(d["how"] == "through" for d in duties(example, item["key"], DAY).items)
    )  # fmt: skip

    assert "**Through " in text_of(page("duties", view="mine", of=key))


def example_posts(store):
    from queries.catalogue.asking import things

    return things(store, "Post", DAY).items


def test_the_instruction_stands_clause_by_clause_with_its_open_questions(example, page):
    told = text_of(page("duties", section="all"))

    assert "Besides its member in the network" in told
    assert "Open question." in told
    assert "Read for now as follows." in told


def test_every_duty_leads_to_clause_bearers_and_holders(example, page):
    table = rows_of(page("duties", view="duties"))[0]
    answer = duties(example, None, DAY)

    assert len(table) == len(answer.items)
    assert {row["Clauses"] for row in table} == {", ".join(item["clauses"]) for item in answer.items}


# -- history ---------------------------------------------------------------------------------------


def test_what_changed_is_what_the_graph_says(example, page):
    tables = rows_of(page("history", since="2018-01-10"))
    found = changes(example, date(2018, 1, 10), DAY)

    assert [row["Day"] for row in tables[-1]] == [item.day for item in found.items]


def test_the_slider_moves_the_day_of_the_whole_dashboard(example, page):
    at = page("history", since="2018-01-10")
    at = at.slider[0].set_value(date(2018, 7, 2)).run()

    assert not at.exception
    assert at.date_input(key="widget.on").value == date(2018, 7, 2)
    assert at.query_params["on"] in (["2018-07-02"], "2018-07-02")


def test_the_next_change_is_one_click_away(example, page):
    at = page("history").button(key="history.after").click().run()

    assert at.date_input(key="widget.on").value == date(2018, 7, 1)


# -- cypher ----------------------------------------------------------------------------------------


def test_every_reading_statement_runs_with_its_own_example(example):
    """What the page offers can be asked: every statement, on each engine."""
    for statement in statements().values():
        example.read_some(statement, 5, 30, **statement.header["example"])


def test_a_statement_of_the_catalogue_is_asked_and_shown(example, page):
    at = page("cypher", query="explore.state")
    at = button(at, "Ask").click().run()

    assert not at.exception
    assert any("GraphState" in code.value for code in at.code)
    assert rows_of(at)[-1][0]["fingerprint"].startswith("sha256:")


def test_what_is_not_json_is_said_plainly(example, page):
    at = page("cypher", query="explore.between")
    at.text_input(key="typed.explore.between.keys").set_value("[")
    at = button(at, "Ask").click().run()

    assert not at.exception
    assert "is not written as JSON" in text_of(at)


def test_questions_of_ones_own_are_off_unless_switched_on(example, page):
    at = page("cypher")

    assert rights.CYPHER in text_of(at)
    assert not at.text_area


def test_a_question_of_ones_own_is_answered_and_a_write_refused(example, page, monkeypatch):
    monkeypatch.setenv(rights.CYPHER, "1")
    before = snapshot(example.read).fingerprint()
    at = page("cypher")
    at.text_area(key="typed.cypher").set_value("MATCH (p:Post) RETURN count(p) AS posts")
    at = button(at, "Ask the graph").click().run()
    assert rows_of(at)[-1][0]["posts"] > 10

    at.text_area(key="typed.cypher").set_value("MATCH (p:Post) SET p.name_en = 'x' RETURN count(p) AS posts")
    at = button(at, "Ask the graph").click().run()

    assert not at.exception
    assert "The engine refused the question" in text_of(at)
    assert snapshot(example.read).fingerprint() == before


@pytest.mark.parametrize(
    "text", ["LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "load /* */ csv", "\\u004cOAD"]
)
def test_files_and_addresses_are_not_read(example, text):
    from graph.errors import QuestionError

    with pytest.raises(QuestionError, match="no file and no address"):
        ask_freely(example, text, DAY)


def test_an_answer_that_is_cut_says_so(example):
    answer = ask_freely(example, "MATCH (n:Entity) RETURN n.key AS key ORDER BY key", DAY, Limits(rows=3))

    assert (len(answer.rows), answer.cut) == (3, True)


def test_keys_are_found_in_rows():
    rows = ({"a": "post:x", "b": ["unit:y", {"c": "post:x"}]}, {"a": "Not: a key", "b": 3})

    assert keys_in(rows) == ["post:x", "unit:y"]


_EDGES = {
    "an edge with its ends": "MATCH (p:Post {key: 'post:contact-vest'})-[r:POST_IN]->(u) RETURN p, r, u",
    "a path": "MATCH x = (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN x",
    "two nodes": "MATCH (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN p, u",
    "two keys": "MATCH (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN p.key AS a, u.key AS b",
    "a list of nodes": "MATCH (p:Post {key: 'post:contact-vest'})-[:POST_IN]->(u) RETURN [p, u] AS both",
}


@pytest.mark.parametrize("text", _EDGES.values(), ids=_EDGES)
def test_what_an_answer_names_is_drawn_with_its_edges(example, text):
    answer = ask_freely(example, text, DAY)

    drawn = result_picture(example, answer.rows, ["POST_IN"], DAY)

    assert {node.key for node in drawn.nodes} == {"post:contact-vest", "office:vest"}
    assert [(e.giver, e.type, e.receiver) for e in drawn.edges] == [
        ("post:contact-vest", "POST_IN", "office:vest")
    ]
    assert not drawn.cut


def test_an_answer_of_many_things_is_drawn_in_part_and_says_so(example):
    answer = ask_freely(example, "MATCH (p:Post) RETURN p ORDER BY p.key", DAY)

    drawn = result_picture(example, answer.rows, ["POST_IN"], DAY, limit=5)

    assert [node.key for node in drawn.nodes] == [row["p"]["key"] for row in answer.rows[:5]]
    assert drawn.cut


def test_an_answer_that_names_nothing_is_not_drawn(example):
    answer = ask_freely(example, "MATCH (p:Post) RETURN count(p) AS posts, 'post:none' AS key", DAY)

    assert result_picture(example, answer.rows, ["POST_IN"], DAY).nodes == ()


def test_the_map_of_an_answer_has_its_sentences_beside_it(example, page):
    at = page("cypher", query="explore.between")
    at.text_input(key="typed.explore.between.keys").set_value('["post:contact-vest", "office:vest"]')
    at.text_input(key="typed.explore.between.types").set_value('["POST_IN"]')
    at = button(at, "Ask").click().run()

    assert not at.exception
    assert "As a map" in [part.value for part in at.subheader]
    said = [row["Sentence"] for table in rows_of(at) for row in table if "Sentence" in row]
    assert said == ["Contact person at regional office Vest sits in Regional office Vest"]


def test_no_cell_of_a_file_is_a_formula():
    rows = [{"a": ["-x", "y"], "b": None}, {"a": "=1+1", "b": {"key": "post:x", "n": 1}}]

    told = csv_bytes(("a", "b"), rows)

    assert told.decode("utf-8-sig") == 'a,b\n\'-x; y,\n\'=1+1,"{""key"": ""post:x"", ""n"": 1}"\n'


# -- files -----------------------------------------------------------------------------------------


def uploaded(at, path):
    """Upload a file as a person would."""
    return at.file_uploader[0].set_value([(path.name, path.read_bytes(), "application/yaml")]).run()


LINES = ("post:p in office:west", "person:ada holds post:p to 2018-03-01")


def test_a_file_is_tried_and_nothing_is_written(store, org, page, tmp_path):
    org(*LINES)
    before = snapshot(store.read).fingerprint()
    path = write(tmp_path / "new.yaml", organisation(*LINES, "person:bo holds post:p from 2018-03-01"))

    at = uploaded(page("files"), path)

    assert not at.exception
    assert "The files are in order." in text_of(at)
    assert {"What": "+ new", "Kind": "person", "Key": "person:bo", "Before → after": ""} in rows_of(at)[0]
    assert rights.WRITE in text_of(at)
    assert snapshot(store.read).fingerprint() == before


def test_a_file_with_problems_is_told_place_by_place(store, org, page, tmp_path):
    org(*LINES)
    data = organisation(*LINES)
    data["posts"][0]["unit"] = [{"unit": "office:wset"}]
    at = uploaded(page("files"), write(tmp_path / "new.yaml", data))

    row = rows_of(at)[0][0]
    assert (row["File"], "office:wset" in row["Problem"], "office:west" in row["What helps"]) == (
        "new.yaml",
        True,
        True,
    )
    assert row["Line"] > 1


def test_a_file_is_applied_where_that_is_allowed(store, org, page, tmp_path, monkeypatch):
    monkeypatch.setenv(rights.WRITE, "1")
    org(*LINES)
    path = write(tmp_path / "new.yaml", organisation(*LINES, "person:bo holds post:p from 2018-03-01"))
    at = uploaded(page("files"), path)

    at = button(at, "Apply the changes").click().run()

    assert not at.exception
    assert "person:bo" in snapshot(store.read).nodes
