"""What the pages do without a browser: links restore them, and nothing ends in a traceback."""

from __future__ import annotations

import datetime as dt
import os
from contextlib import contextmanager

import pytest
from suite.faces import EMBEDDED

from ansvar.dashboard import answers, rights
from ansvar.dashboard.shell import page_module
from ansvar.dashboard.words import word
from ansvar.graph import clock
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import EngineError, EngineUnreachableError
from ansvar.graph.texts import LANGUAGES

OURS = ("turn_to", "explore")


def _text(at) -> str:
    """Gather what a page says."""
    parts = [
        *at.title,
        *at.subheader,
        *at.markdown,
        *at.caption,
        *at.error,
        *at.warning,
        *at.info,
        *at.success,
    ]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", OURS)
def test_a_page_stands_in_both_languages_without_any_choice(example, page, name, lang):
    at = page(name, lang=lang)

    assert not at.exception
    assert at.title[0].value == word(lang, page_module(name).TITLE, name)


def test_a_link_restores_the_route(example, page):
    at = page("turn_to", **{"from": "centre:nord-3", "theme": "fgm", "matter": "individual-case"})
    told = _text(at)

    assert at.selectbox(key="widget.from").value == "centre:nord-3"
    assert "female genital mutilation · individual case · 1 June 2018" in told
    assert "VACANT" in told
    assert "vacant since 1 March 2018" in told
    assert "section 5 on RMA, bullet 2" in [button.label.replace("\\", "") for button in at.button]


def test_the_address_holds_every_choice_of_the_page(example, page):
    asked = {"from": "centre:nord-3", "theme": "fgm", "matter": "trend", "clause": "IM 2018-001 §3 (1)"}
    at = page("turn_to", lang="nb", **asked)

    shown = {name: value[0] if isinstance(value, list) else value for name, value in at.query_params.items()}
    assert shown == {"lang": "nb", "on": "2018-06-01"} | asked


def test_a_clause_is_shown_with_what_it_created(example, page):
    at = page("turn_to", clause="IM 2018-001 §5 RMA (2)")
    told = _text(at)

    assert "advise staff at reception centres on handling individual cases" in told
    assert "advise staff" in told.lower() or "advises" in told


def test_a_click_on_a_chip_chooses_the_clause(example, page):
    at = page("turn_to", **{"from": "centre:vest-3", "theme": "fgm", "matter": "individual-case"})
    chip = next(b for b in at.button if b.key and b.key.startswith("chip-3-"))
    at = chip.click().run()

    assert at.query_params["clause"] == chip.key.removeprefix("chip-3-")
    cited = f"IM 2018-001, {chip.label}".replace("\\", "")
    assert cited in [s.value.replace("\\", "") for s in at.subheader]


def test_the_day_counts(example, page):
    before = _text(page("turn_to", **{"from": "centre:nord-3", "theme": "fgm", "on": "2018-02-01"}))
    after = _text(page("turn_to", **{"from": "centre:nord-3", "theme": "fgm", "on": "2018-06-01"}))

    assert "VACANT" not in before
    assert "VACANT" in after


def test_a_day_on_which_no_instruction_holds_is_said_plainly(example, page):
    at = page("turn_to", on="1995-01-01")

    assert not at.exception
    assert at.info or at.warning


def test_a_link_restores_what_was_chosen_on_the_map(example, page):
    at = page("explore", key="office:vest", sel="post:contact-vest", layout="concentric", lang="nb")

    assert not at.exception
    assert at.selectbox(key="widget.key").value == "office:vest"
    assert "post:contact-vest" in _text(at)
    assert at.query_params["layout"] in ("concentric", ["concentric"])


def test_an_edge_shows_its_clauses_and_what_it_rests_on(example, page):
    told = _text(page("explore", key="centre:vest-3", sel="centre:vest-3|ESCALATES_TO|post:contact-vest"))

    assert "takes matters up with" in told
    assert "Rests on" in told
    assert "post:contact-vest FILLS" in told


def test_a_route_stands_out_on_the_map(example, page):
    at = page("explore", key="centre:vest-3", route="centre:vest-3~fgm~individual-case")

    assert "The route is highlighted" in _text(at)


def test_an_unknown_name_is_said_in_the_readers_language(example, page):
    """An unknown name is said in the reader's language with the nearest ones."""
    told = _text(page("explore", key="office:vst", lang="nb"))

    assert "«office:vst» finnes ikke i grafen." in told
    assert "office:vest" in told
    assert "unknown" not in told


def test_what_a_clause_created_is_told_by_names_and_not_by_keys(example, page):
    told = _text(page("turn_to", clause="IM 2018-001 §6.1 (1)", lang="nb"))

    assert "ansatte i mottaket kan ta saker opp med regional kontaktperson" in told
    assert "centre-asks-contact" not in told


@pytest.mark.parametrize("name", ["explore", "gaps", "coverage", "history"])
def test_an_empty_filter_says_what_it_means(example, page, name):
    at = page(name, lang="nb", **({"since": "2018-01-10"} if name == "history" else {}))

    shown = [field.proto.placeholder for field in at.multiselect]
    assert shown
    assert set(shown) <= {word("nb", "all_of_them"), word("nb", "edges_default", "explore")}


@pytest.mark.parametrize("key", ["no:such-thing", ""])
def test_a_link_to_nothing_is_answered_plainly(example, page, key):
    at = page("explore", key=key)

    assert not at.exception
    assert at.warning or at.selectbox


def test_every_step_back_leads_to_where_one_was(example, page):
    at = page("explore", key="office:vest")
    at = at.button(key="tree-centre:vest-3").click().run()
    assert at.selectbox(key="widget.key").value == "centre:vest-3"

    at = at.button(key="trail.back").click().run()
    assert at.selectbox(key="widget.key").value == "office:vest"

    at = at.button(key="trail.forward").click().run()
    assert at.selectbox(key="widget.key").value == "centre:vest-3"


def test_an_empty_graph_offers_the_example_and_then_shows_it(store, page, monkeypatch):
    monkeypatch.setenv(rights.WRITE, "1")
    at = page("turn_to")
    assert at.title[0].value == "The graph is empty"

    at = next(b for b in at.button if b.label == "Load the example").click().run()

    assert not at.exception
    assert at.title[0].value == "Who do I turn to?"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_filling_an_empty_graph_needs_the_right_to_write(store, page, lang):
    """An empty graph cannot be filled without the right to write and says how."""
    at = page("turn_to", lang=lang)

    assert not at.exception
    assert at.title[0].value == word(lang, "start_title")
    assert all(way in _text(at) for way in ("ansvar load", "ansvar dashboard --write", rights.WRITE))
    assert word(lang, "start_example") not in [button.label for button in at.button]
    assert at.file_uploader
    assert snapshot(store.read).nodes == {}


def test_an_unreachable_graph_is_never_called_empty(store, page, monkeypatch):
    """A graph that cannot be opened is never taken for an empty one.

    The engine answers, but the graph is not what it should be: waiting is no help, nor is the example.
    """
    monkeypatch.setenv(rights.WRITE, "1")
    message = "the graph is empty, and this installation remembers 695 things in it"

    def refuse(_):
        raise EngineError(message, "Load a backup.")

    monkeypatch.setattr(answers, "open_store", refuse)
    at = page("turn_to")

    assert not at.exception
    assert at.error[0].value == word("en", "engine_unfit")
    assert message in at.text[0].value
    assert at.expander[0].proto.expanded
    assert not at.title
    assert [button.label for button in at.button] == ["Try again"]


@pytest.fixture
def away(monkeypatch):
    """Give what makes the engine be away for a while."""
    from ansvar.dashboard import answers

    def lost():
        message = "no graph engine answers at bolt://127.0.0.1:1"
        raise EngineUnreachableError(message, "Start it.")

    @contextmanager
    def gone():
        with monkeypatch.context() as broken:
            broken.setattr(answers, "graph_state", lost)
            yield

    return gone


def test_a_lost_engine_is_said_plainly_and_can_be_tried_again(example, page, away):
    with away():
        at = page("turn_to")
        assert not at.exception
        assert "is not answering" in at.error[0].value
        retry = next(b for b in at.button if b.label == "Try again")

    at = retry.click().run()

    assert not at.error
    assert at.title[0].value == "Who do I turn to?"


def test_a_choice_outlives_an_absent_engine(example, page, away):
    """What is chosen while the engine is away is shown when it is back.

    A widget that is not drawn forgets; the choices of all sorts are kept, and stand in the address.
    """
    at = page("explore", key="office:vest", layout="layered")
    with away():
        at.multiselect(key="widget.edges").select("PART_OF")
        at.toggle(key="widget.aside").set_value(True)
        at.selectbox(key="widget.key").set_value("office:nord")
        at = at.run()
        assert "is not answering" in at.error[0].value
        at = next(b for b in at.button if b.label == "Try again").click().run()  # still away
        assert "is not answering" in at.error[0].value
        asked = {name: at.query_params[name] for name in ("key", "edges", "aside")}

    at = next(b for b in at.button if b.label == "Try again").click().run()

    assert not at.error
    assert asked == {"key": "office:nord", "edges": "PART_OF", "aside": "1"}
    assert at.selectbox(key="widget.key").value == "office:nord"
    assert at.multiselect(key="widget.edges").value == ["PART_OF"]
    assert at.toggle(key="widget.aside").value is True


def test_a_typed_question_outlives_an_absent_engine(example, page, away):
    """A question that is typed is still there after the engine was away."""
    os.environ["ANSVAR_DASHBOARD_CYPHER"] = "1"
    at = page("cypher")
    with away():
        at.text_area(key="typed.cypher").set_value("MATCH (n) RETURN n.key")
        at = next(b for b in at.button if b.label == word("en", "ask_free", "cypher")).click().run()
    at = next(b for b in at.button if b.label == "Try again").click().run()

    assert at.text_area(key="typed.cypher").value == "MATCH (n) RETURN n.key"


@EMBEDDED
def test_a_page_speaks_of_the_day_and_the_time_of_the_zone(example, page, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC))
    monkeypatch.setenv("ANSVAR_TIMEZONE", "Pacific/Auckland")
    monkeypatch.setattr(
        answers, "graph_state", lambda: {"fingerprint": "sha256:1", "as_of": "2026-06-30T20:15:00.000Z"}
    )

    at = page("gaps", on="")

    assert at.date_input(key="widget.on").value == dt.date(2026, 7, 1)
    assert "The graph was last changed 2026-07-01 08:15:00 (1)" in [c.value for c in at.sidebar.caption]


@EMBEDDED
@pytest.mark.parametrize("day", ["20180601", "9999-12-31", "soon"])
def test_a_bad_day_in_the_address_is_said(example, page, monkeypatch, day):
    """A day in the address that is none is said and today shown."""
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2018, 7, 1, tzinfo=dt.UTC))

    at = page("gaps", on=day)

    assert not at.exception
    assert f'unknown date "{day}"' in " ".join(text.value for text in at.sidebar.text)
    assert at.date_input(key="widget.on").value == clock.today()


@EMBEDDED
def test_a_key_in_the_address_may_be_in_either_form_of_text(org, page):
    org("centre:å is ReceptionCentre")

    at = page("explore", key="centre:a\u030a")

    assert not at.exception
    assert at.selectbox(key="widget.key").value == "centre:å"
