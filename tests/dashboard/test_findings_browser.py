"""Gaps, coverage, duties, history, Cypher and files in a real browser, by keyboard too."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from suite.browsing import DAY, focused, opened, settled
from suite.faces import EMBEDDED

pytestmark = [pytest.mark.browser, pytest.mark.slow, EMBEDDED]

PATHS = (
    "gaps?group=rule",
    "coverage?by=centre&cell=centre:nord-3|fgm|individual-case",
    "duties?section=all&clause=IM 2018-001 §5 RMA (2)",
    "history?since=2018-02-01&follows=2018-02-01~2018-06-01",
    "history?view=journal&about=1&known=1",
    "cypher?query=gaps.vacant_post",
    "files?",
)


@pytest.mark.parametrize("tab", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_stands_and_axe_finds_nothing_serious(site, tab, path):
    opened(tab, site, f"{path}&lang=nb&{DAY}")
    assert tab.locator("[data-testid=stException]").count() == 0

    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})

    serious = [
        (v["id"], v["impact"], [node["target"] for node in v["nodes"]][:4], v["nodes"][0]["failureSummary"])
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_the_silence_map_is_walked_with_the_arrow_keys(site, tab):
    """The silence map is walked with the arrow keys and a cell leads to its route."""
    opened(tab, site, f"coverage?lang=en&{DAY}&by=centre&themes=fgm")
    tab.locator("td button[tabindex='0']").focus()
    first = focused(tab, "data-id")

    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("ArrowRight")
    second = focused(tab, "data-id")
    assert second.split("|")[0] != first.split("|")[0]
    assert second.split("|")[2] != first.split("|")[2]
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => location.search.includes('cell=')")
    settled(tab)

    assert focused(tab, "data-id") == second
    panel = tab.locator(".st-key-cell-panel")
    expect(panel).to_contain_text("The route")
    panel.get_by_role("link", name="Show the way step by step").press("Enter")
    expect(tab.locator("h1", has_text="Who do I turn to?")).to_be_visible()
    settled(tab)
    assert f"from={second.split('|')[0].replace(':', '%3A')}" in tab.url


def test_every_cell_of_the_map_says_in_words_what_it_shows(site, tab):
    opened(tab, site, f"coverage?lang=en&{DAY}&by=office")

    cells = tab.locator("td button")
    for number in range(0, cells.count(), 17):
        words, mark = cells.nth(number).get_attribute("aria-label"), cells.nth(number).inner_text()
        assert words.split(": ")[1].split(",")[0][0] in mark


def test_a_finding_is_opened_with_the_keyboard(site, tab):
    """A finding is opened with the keyboard and leads to its place."""
    opened(tab, site, f"gaps?lang=en&{DAY}&group=severity")
    tab.get_by_role("button", name="Show", exact=True).first.press("Enter")
    tab.wait_for_function("() => location.search.includes('finding=')")
    settled(tab)

    panel = tab.locator(".st-key-finding-panel")
    expect(panel).to_contain_text("What helps:")
    panel.get_by_role("link", name="in Explore").first.press("Enter")
    expect(tab.locator("h1", has_text="Explore")).to_be_visible()


def test_the_slider_moves_the_day_with_the_keyboard(site, tab):
    opened(tab, site, f"history?lang=en&{DAY}&since=2018-01-10")

    tab.get_by_role("slider").first.press("ArrowRight")
    tab.wait_for_function("() => location.search.includes('on=2018-06-02')")


def test_a_statement_is_asked_with_the_keyboard(site, tab):
    opened(tab, site, f"cypher?lang=en&{DAY}&query=explore.roots")

    tab.get_by_role("button", name="Ask", exact=True).press("Enter")

    expect(tab.locator("[data-testid=stMainBlockContainer]")).to_contain_text("Rows: ")
    tab.wait_for_function("() => window.__ansvarGraph && window.__ansvarGraph['cypher.map']")
