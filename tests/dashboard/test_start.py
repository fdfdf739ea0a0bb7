"""An empty graph in a real browser: only who has the right to write can fill it there."""

from __future__ import annotations

import sys

import pytest
from playwright.sync_api import expect
from suite.browsing import settled
from suite.faces import EMBEDDED
from suite.site import environment, served

from ansvar.dashboard.words import word
from ansvar.graph.content.snapshot import snapshot

pytestmark = [EMBEDDED, pytest.mark.slow, pytest.mark.browser]

ANSVAR = (sys.executable, "-m", "ansvar.cli.main", "dashboard", "--no-browser", "--port={port}")


def test_write_lets_the_example_be_loaded(bench, store, tab):
    with served(environment(bench), *ANSVAR, "--write") as server:
        tab.goto(f"{server.address}/?lang=en")
        settled(tab)
        tab.get_by_role("button", name=word("en", "start_example")).click()
        expect(tab.locator("h1")).to_have_text(word("en", "turn_to_title", "turn_to"), timeout=120_000)

    assert "office:vest" in snapshot(store.read).nodes


def test_without_it_nothing_can_be_loaded(bench, store, tab):
    with served(environment(bench), *ANSVAR) as server:
        tab.goto(f"{server.address}/?lang=en")
        settled(tab)
        expect(tab.get_by_role("heading", name=word("en", "start_title"))).to_be_visible()
        expect(tab.get_by_text("ansvar dashboard --write")).to_be_visible()
        assert tab.get_by_role("button", name=word("en", "start_example")).count() == 0

    assert snapshot(store.read).nodes == {}
