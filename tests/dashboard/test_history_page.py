"""The two clocks in the browser: what follows between days, the journal, the graph as it was known."""

from __future__ import annotations

import os
import time
from datetime import date

import pytest
from suite.faces import EMBEDDED
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.dashboard import answers, rights, snapshots
from ansvar.dashboard.journal import _journal as asked_journal
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.engine import settings_from
from ansvar.graph.journal.result import journal
from ansvar.graph.load.loader import load_files
from ansvar.queries.diff import render
from ansvar.queries.diff.query import compare
from ansvar.queries.diff.state import read_state
from ansvar.queries.gaps.acceptance import accept
from ansvar.queries.gaps.query import gaps

DAY = date(2018, 6, 1)
ROUTE = {"from": "centre:a", "theme": "noise", "matter": "case"}


@pytest.fixture(autouse=True)
def _folder_of_its_own(monkeypatch):
    """The dashboard that the browser tests look at may be showing the past meanwhile."""
    monkeypatch.setattr(snapshots, "_FOLDER", "dashboard-of-this-test")


def put(store, folder, *lines, by="kim"):
    files = [
        write(folder / "norm.yaml", instruction(*HOUSE)), write(folder / "who.yaml", organisation(*lines)),
    ]  # fmt: skip
    return load_files(store, files, ended_on=DAY, by=by)


@pytest.fixture
def twice(store, tmp_path):
    """Give a graph that was written twice: the contact was A to the first writer's knowledge, then B."""
    put(store, tmp_path, *WEST, "person:a holds post:contact")
    put(store, tmp_path, *WEST, "person:b holds post:contact", by="lee")
    return store


def said(at):
    """Gather what a page says, and the labels of its links."""
    kinds = (at.title, at.subheader, at.markdown, at.caption, at.error, at.warning, at.info)
    return "\n".join(str(part.value) for kind in kinds for part in kind).replace("\\", "")


def table(at, name):
    """Give one table as rows of text, by the name that a screen reader tells."""
    found = next(frame for frame in (*at.dataframe, *at.table) if frame.proto.alt == name)
    return [tuple(str(cell).replace("\\", "") for cell in row) for row in found.value.itertuples(index=False)]


def address(at, name):
    value = at.query_params[name]
    return value[0] if isinstance(value, list) else value


# -- what follows ----------------------------------------------------------------------------------


def test_what_follows_is_what_the_terminal_tells(example, page):
    """The link alone shows it again; the sections are those of the comparison, row for row."""
    since = date(2018, 2, 1)
    at = page("history", since=since.isoformat(), follows=f"{since}~{DAY}")

    answer = compare(
        read_state(example, since), read_state(example, DAY),
        {"from": since.isoformat(), "to": DAY.isoformat(), "known_from": "", "known_to": "", "with": [],
         "instruction": []},
    )  # fmt: skip
    assert not at.exception
    sections = render.sections(answer)
    assert len(sections) > 3
    for section in sections:
        assert f"**{section.title}**" in said(at)
        assert table(at, section.title) == list(section.rows)
    assert render.summary(answer) in said(at)
    kept = at.session_state["history.follows"][1]
    assert kept.to_json() == answer.to_json()
    assert kept.to_json()["clauses"] == []
    assert render.page(kept) == render.page(answer)


def test_nothing_is_followed_until_somebody_asks(example, page):
    at = page("history", since="2018-02-01")
    assert "history.follows" not in at.session_state

    at = next(b for b in at.button if b.label == "Show what follows").click().run()

    assert address(at, "follows") == "2018-02-01~2018-06-01"
    assert at.session_state["history.follows"][1].totals["opened"] > 0


# -- the journal -----------------------------------------------------------------------------------


def test_the_journal_tells_every_change_set_and_the_facts_of_one(twice, page):
    at = page("history", view="journal", about="2")

    sets = journal(twice).items
    rows = table(at, "The journal")
    assert [(row[0], row[2], *map(int, row[4:7])) for row in rows] == [
        (str(item["number"]), item["by"], item["created"], item["changed"], item["ended"]) for item in sets
    ]
    assert [row[7] for row in rows] == ["norm.yaml, who.yaml"] * 2
    assert sets[0]["sources"][0]["digest"] in said(at)
    facts = journal(twice, "2").items
    assert len(table(at, "Facts")) == len(facts) > 0
    assert any("person:a → post:contact" in row for row in table(at, "Facts"))


def test_the_history_of_a_thing_is_a_link(twice, page):
    at = page("history", view="journal", about="post:contact")

    assert "Everything written about post:contact and its links" in said(at)
    assert len(table(at, "Facts")) == journal(twice, "post:contact").total

    at = page("history", view="journal", about="post:contct")
    assert not at.exception
    assert "post:contact" in said(at)


def test_a_change_set_that_takes_another_back_is_seen_at_once(twice, page):
    """The fingerprint is then that of an earlier time, under which the journal was read before."""
    from ansvar.graph.journal.undo import undo

    page("history", view="journal")
    undo(twice, 2, by="kim")

    assert asked_journal("", 100) == journal(twice)


# -- as it was known -------------------------------------------------------------------------------


@pytest.mark.slow
def test_every_page_answers_as_it_was_known(twice, page):
    """Every page answers as it was known and the way back is one click."""
    assert "person:b" in said(page("turn_to", **ROUTE))

    at = page("turn_to", known="1", **ROUTE)
    assert not at.exception
    assert "person:a" in said(at)
    assert "person:b" not in said(at)
    assert "after change set 1 (kim)" in said(at)
    at = page("explore", known="1", key="post:contact")
    assert "after change set 1 (kim)" in said(at)
    assert any("person:a" in str(row) for row in table(at, "Links"))

    at = at.button(key="known.back").click().run()
    assert "known" not in at.query_params
    assert any("person:b" in str(row) for row in table(at, "Links"))


@pytest.mark.slow
@EMBEDDED
def test_a_moment_is_chosen_in_the_journal(twice, page):
    """Another choice puts the one graph in the place of the other; the second is the present one again."""
    at = page("history", view="journal", about="1")
    at = at.button(key="journal.known").click().run()
    assert address(at, "known") == "1"
    assert table(at, "The journal")[1][0] == "1 ● shown now"

    at = page("turn_to", known=journal(twice).items[0]["at"], **ROUTE)
    assert "after change set 2 (lee)" in said(at)
    assert "person:b" in said(at)


def test_a_time_before_everything_is_said_plainly(twice, page):
    at = page("turn_to", known="2001-01-01T00:00:00.000Z", **ROUTE)

    assert not at.exception
    assert at.warning
    at = at.button(key="known.back").click().run()
    assert "person:b" in said(at)


@pytest.mark.slow
@EMBEDDED
def test_nothing_is_written_while_the_past_is_shown(twice, page, tmp_path):
    """Neither file nor acceptance, whoever started the dashboard and whatever is allowed otherwise."""
    os.environ[rights.WRITE] = "1"
    before = snapshot(twice.read).fingerprint()

    at = page("files", known="1")
    assert not at.get("file_uploader")
    assert "cannot be changed" in said(at)
    finding = gaps(twice, DAY).findings[0].id
    assert "Accept the finding" in {button.label for button in page("gaps", finding=finding).button}
    at = page("gaps", finding=finding, known="1")
    assert "cannot be changed" in said(at)
    assert "Accept the finding" not in {button.label for button in at.button}
    assert snapshot(twice.read).fingerprint() == before


@pytest.mark.slow
@EMBEDDED
def test_what_was_accepted_later_was_open_then(twice, page):
    """The graph has the same fingerprint both times, so the answers must not be taken for each other."""
    finding = gaps(twice, DAY).findings[0].id
    answers.write(accept, finding, "It is known.", date(2018, 7, 1), on_behalf_of="kim", on=DAY)

    now, then = (
        page("gaps", accepted="all", finding=finding),
        page("gaps", accepted="all", finding=finding, known="2"),
    )

    told = "It is known."
    assert told in said(now)
    assert not then.exception
    assert "after change set 2 (lee)" in said(then)
    assert told not in said(then)


@pytest.mark.slow
@EMBEDDED
def test_the_past_is_let_go_of_after_a_while_and_opened_again(twice, page, monkeypatch):
    """Meanwhile it lies in a folder of its own: the terminal's graph of the past is nobody's."""
    home = settings_from().home
    of_terminal = (home / "other").exists()
    page("turn_to", known="1", **ROUTE)
    running = home / snapshots._FOLDER / "other" / "engine" / "engine.json"
    assert running.exists()
    assert (home / "other").exists() == of_terminal

    monkeypatch.setattr(snapshots, "_IDLE_SECONDS", 0.0)
    end = time.monotonic() + 60
    while running.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not running.exists()

    monkeypatch.setattr(snapshots, "_IDLE_SECONDS", 900.0)
    assert "person:a" in said(page("turn_to", known="1", **ROUTE))
