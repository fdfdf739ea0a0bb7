"""The dashboard as a person meets it: a real browser, clicks on the canvas, the keyboard, both themes."""

from __future__ import annotations

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect
from suite.browsing import DAY, focused, opened, settled
from suite.faces import EMBEDDED

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MAP = "window.__ansvarGraph['explore.map']"
PAGES = [
    f"?lang=nb&{DAY}&from=centre:nord-3&theme=fgm&matter=individual-case",
    f"explore?lang=en&{DAY}&key=office:vest",
    f"explore?lang=nb&{DAY}&whole=1",
]


def _map(tab, site, params):
    opened(tab, site, f"explore?lang=en&{DAY}&{params}")
    tab.wait_for_function("() => window.__ansvarGraph && window.__ansvarGraph['explore.map']")


def _spot(tab, key):
    tab.locator(".canvas").scroll_into_view_if_needed()
    return tab.evaluate(f"key => {MAP}.at(key)", key)


@EMBEDDED
def test_a_clause_is_one_click_away(site, tab):
    opened(tab, site, f"?lang=en&{DAY}&from=centre:nord-3&theme=fgm&matter=individual-case")

    tab.get_by_role("button", name="section 5 on RMA, bullet 2").first.click()
    settled(tab)

    panel = tab.locator(".st-key-clause-panel")
    expect(panel).to_contain_text("advise staff at reception centres")
    expect(panel).to_contain_text("Created by this clause")


@EMBEDDED
def test_a_click_on_a_card_keeps_zoom_and_picture(site, tab):
    """A click on a card shows what it is and keeps zoom and picture."""
    _map(tab, site, "key=office:vest")
    tab.evaluate(f"{MAP}.cy.__mark = 'the same'; {MAP}.cy.zoom({MAP}.cy.zoom() * 1.1)")
    zoom = tab.evaluate(f"{MAP}.cy.zoom()")

    for key in ("post:contact-vest", "region:rogaland", "dept:rma"):
        spot = _spot(tab, key)
        tab.mouse.click(spot["x"], spot["y"])
        expect(tab.locator(".st-key-explore-details")).to_contain_text(key)
        tab.wait_for_url(re.compile(f"sel={key.replace(':', '%3A')}"))

    assert tab.evaluate(f"{MAP}.cy.__mark") == "the same"
    assert tab.evaluate(f"{MAP}.cy.zoom()") == pytest.approx(zoom)


@EMBEDDED
def test_a_row_chooses_the_card_and_a_card_the_row(site, tab):
    """Each of them redraws only what hangs on the choice: the map stays the one it was.

    Between the two the page is scrolled, so the second click also proves that the map knows where it is.
    """
    _map(tab, site, "key=office:vest&list=table")
    tab.evaluate(f"{MAP}.cy.__mark = 'the same'")
    order = tab.evaluate(f"{MAP}.cy.nodes().map(n => n.id())")  # the table has the cards in this order

    table = tab.locator(".st-key-explore-table")
    table.scroll_into_view_if_needed()
    box = table.bounding_box()
    tab.mouse.click(box["x"] + 12, box["y"] + 35 * 2.5)  # the box to tick of the second row
    expect(tab.locator(".st-key-explore-details")).to_contain_text(order[1])
    assert tab.evaluate(f"{MAP}.cy.$('.picked').map(n => n.id())") == [order[1]]

    spot = _spot(tab, order[3])
    tab.mouse.click(spot["x"], spot["y"])
    expect(tab.locator(".st-key-explore-details")).to_contain_text(order[3])
    rows = table.locator("tbody tr[aria-selected=true]")
    expect(rows).to_have_count(1)
    expect(rows).to_have_attribute("aria-rowindex", str(3 + 2))
    assert tab.evaluate(f"{MAP}.cy.__mark") == "the same"


def test_a_click_on_an_edge_shows_its_clauses_and_sources(site, tab):
    _map(tab, site, "key=centre:vest-3&edges=ESCALATES_TO&theme=fgm")

    spot = _spot(tab, "centre:vest-3|ESCALATES_TO|post:contact-vest")
    tab.mouse.click(spot["x"], spot["y"])

    details = tab.locator(".st-key-explore-details")
    expect(details).to_contain_text("takes matters up with")
    expect(details).to_contain_text("Rests on")


@EMBEDDED
def test_a_double_click_shows_or_folds_neighbours(site, tab):
    """A double click shows the neighbours and another one folds them."""
    _map(tab, site, "key=centre:vest-3&edges=ESCALATES_TO")
    count = tab.evaluate(f"{MAP}.cy.nodes().length")

    spot = _spot(tab, "post:contact-vest")
    tab.mouse.dblclick(spot["x"], spot["y"])
    tab.wait_for_function(f"() => {MAP}.cy.nodes().length > {count}")
    settled(tab)
    assert "exp=post%3Acontact-vest" in tab.url

    spot = _spot(tab, "post:contact-vest")
    tab.mouse.dblclick(spot["x"], spot["y"])
    tab.wait_for_function(f"() => {MAP}.cy.nodes().length == {count}")


@EMBEDDED
def test_the_picture_is_really_there_and_can_be_read(site, tab):
    """A drawn event is no picture: the pixels, the size of cards and the size of letters are looked at."""
    _map(tab, site, "key=office:vest")

    picture = Image.open(io.BytesIO(tab.locator(".canvas").screenshot())).convert("RGB")
    colours = picture.getcolors(maxcolors=1_000_000)
    assert colours is not None, "there are a million colours"
    most = max(count for count, _ in colours)
    assert len(colours) > 50
    assert most < 0.97 * picture.width * picture.height
    assert tab.evaluate(f"{MAP}.cy.nodes().every(n => Math.min(n.renderedWidth(), n.renderedHeight()) >= 12)")
    assert tab.evaluate(f"{MAP}.cy.zoom() * 13") >= 9


@EMBEDDED
def test_matters_go_upwards_on_the_map(site, tab):
    _map(tab, site, "key=centre:vest-3&route=centre:vest-3~fgm~individual-case")

    up = tab.evaluate(
        f"{MAP}.cy.edges('.route').map(e => e.source().position('y') - e.target().position('y'))"
    )
    assert up
    assert all(rise > 0 for rise in up)
    assert tab.evaluate(f"{MAP}.cy.nodes('.dim').length") > 0
    assert tab.evaluate(f"Math.min(...{MAP}.cy.nodes('.dim').map(n => n.numericStyle('opacity')))") >= 0.5


@EMBEDDED
def test_the_whole_organisation_is_one_click_away(site, tab):
    """The whole organisation is one click and one of its cards leads on."""
    _map(tab, site, "key=office:vest")
    tab.get_by_role("button", name="The whole organisation").click()
    whole = "window.__ansvarGraph['explore.whole']"
    tab.wait_for_function(f"() => window.__ansvarGraph && {whole} && {whole}.cy.nodes().length > 40")
    settled(tab)
    assert tab.evaluate(f"{whole}.cy.zoom() * 13") >= 9

    tab.locator(".canvas").scroll_into_view_if_needed()
    key = tab.evaluate(
        f"""{whole}.cy.nodes('[!centre]').filter(n => {{
          const at = n.renderedPosition(), cy = n.cy();
          return at.x > 90 && at.x < cy.width() - 90 && at.y > 40 && at.y < cy.height() - 40;
        }})[0].id()"""
    )
    spot = tab.evaluate(f"key => {whole}.at(key)", key)
    tab.mouse.dblclick(spot["x"], spot["y"])

    tab.wait_for_url(re.compile(f"key={key.replace(':', '%3A')}"))
    assert "whole=1" not in tab.url


@EMBEDDED
def test_the_keyboard_alone_is_enough(site, tab):
    _map(tab, site, "key=office:vest")

    tab.locator(".bar button").last.focus()
    tab.keyboard.press("Tab")
    assert focused(tab, "class").startswith("canvas")
    tab.keyboard.press("ArrowDown")
    tab.wait_for_function("() => location.search.includes('sel=')")
    settled(tab)
    found = re.search(r"sel=([^&]+)", tab.url)
    assert found is not None
    chosen = found[1]
    tab.keyboard.press("Enter")
    tab.wait_for_function("() => location.search.includes('exp=')")
    assert f"exp={chosen}" in tab.url


@EMBEDDED
def test_a_map_is_saved_as_svg_and_png(site, tab):
    _map(tab, site, "key=centre:vest-3")

    with tab.expect_download() as svg:
        tab.get_by_role("button", name="Save as SVG").click()
    with tab.expect_download() as png:
        tab.get_by_role("button", name="Save as PNG").click()

    text = svg.value.path().read_text(encoding="utf-8")
    assert text.startswith("<svg")
    assert "Vestlia reception" in text
    with Image.open(png.value.path()) as picture:
        assert picture.width > 200


@EMBEDDED
def test_back_in_the_browser_leads_back(site, tab):
    _map(tab, site, "key=office:vest")
    tab.get_by_role("button", name="Vestlia reception centre").first.click()
    tab.wait_for_function("() => location.search.includes('centre%3Avest-3')")
    settled(tab)

    tab.go_back()

    tab.wait_for_function("() => location.search.includes('key=office%3Avest')")
    settled(tab)
    expect(tab.locator(".st-key-explore-details")).to_contain_text("office:vest")


@EMBEDDED
def test_language_and_day_go_along_to_the_next_page(site, tab):
    opened(tab, site, f"?lang=nb&{DAY}&from=centre:nord-3&theme=fgm")

    tab.get_by_role("link", name="Utforsk", exact=True).click()
    expect(tab.locator("h1", has_text="Utforsk")).to_be_visible()

    tab.wait_for_url(re.compile(rf"/explore\?.*lang=nb.*{DAY}"))


@EMBEDDED
@pytest.mark.parametrize("tab", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(site, tab, path):
    opened(tab, site, path)

    assert serious(tab) == []


def serious(tab):
    """Give what axe finds that is serious or worse."""
    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    return [
        (v["id"], v["impact"], [node["target"] for node in v["nodes"]][:4], v["nodes"][0]["failureSummary"])
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
