"""The dashboard as a person meets it: a real browser, clicks on the canvas, the keyboard, both themes."""

from __future__ import annotations

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.slow]

expect.set_options(timeout=30_000)  # a machine that is busy with other tests is slow
MAP = "window.__ansvarGraph['explore.map']"
DAY = "on=2018-06-01"
FOCUSED = """(() => {
  let at = document.activeElement;
  while (at.shadowRoot) at = at.shadowRoot.activeElement;
  return at.className;
})()"""
PAGES = [
    f"?lang=nb&{DAY}&from=centre:nord-3&theme=fgm&matter=individual-case",
    f"explore?lang=en&{DAY}&key=office:vest",
]


def _open(tab, site, path):
    tab.goto(f"{site}/{path}")
    tab.locator("[data-testid=stMainBlockContainer] h1").first.wait_for()
    _settled(tab)


def _settled(tab):
    """Wait until the page has nothing left to do."""
    tab.wait_for_function(
        "!document.querySelector('[data-testid=stSkeleton], [data-testid=stStatusWidget], [data-stale=true]')"
    )
    tab.wait_for_timeout(600)


def _map(tab, site, params):
    _open(tab, site, f"explore?lang=en&{DAY}&{params}")
    tab.wait_for_function("window.__ansvarGraph && window.__ansvarGraph['explore.map']")
    _settled(tab)


def _spot(tab, key):
    tab.locator(".canvas").scroll_into_view_if_needed()
    return tab.evaluate(f"key => {MAP}.at(key)", key)


def test_whom_a_centre_turns_to_is_found_in_three_clicks_from_a_cold_start(site, tab):
    """Also on whose authority, and what happens when that contact is away."""
    _open(tab, site, f"?lang=en&{DAY}")

    tab.get_by_role("combobox", name="Who asks").click()  # one
    tab.keyboard.type("Vestlia")
    tab.get_by_role("option", name="Vestlia reception centre").first.click()  # two
    _settled(tab)
    tab.wait_for_url(re.compile("from=centre%3Avest-3"))
    tab.get_by_role("radio", name="female genital mutilation").click()  # three
    tab.wait_for_url(re.compile("theme=fgm"))

    main = tab.locator("[data-testid=stMainBlockContainer]")
    expect(main).to_contain_text("Contact person at regional office Vest")
    expect(main).to_contain_text("Kari Eksempel")
    expect(main).to_contain_text("§6.1")
    expect(main).to_contain_text("When nobody is there:")


def test_a_clause_is_one_click_away(site, tab):
    _open(tab, site, f"?lang=en&{DAY}&from=centre:nord-3&theme=fgm&matter=individual-case")

    tab.get_by_role("button", name="§5 RMA (2)").first.click()
    _settled(tab)

    panel = tab.locator(".st-key-clause-panel")
    expect(panel).to_contain_text("guide staff at reception centres")
    expect(panel).to_contain_text("This clause created")


def test_a_click_on_a_card_shows_what_it_is_and_keeps_zoom_and_picture(site, tab):
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


def test_a_click_on_an_edge_shows_its_clauses_and_sources(site, tab):
    _map(tab, site, "key=centre:vest-3&edges=ESCALATES_TO&theme=fgm")

    spot = _spot(tab, "centre:vest-3|ESCALATES_TO|post:contact-vest")
    tab.mouse.click(spot["x"], spot["y"])

    details = tab.locator(".st-key-explore-details")
    expect(details).to_contain_text("takes matters up with")
    expect(details).to_contain_text("Rests on")


def test_a_double_click_shows_the_neighbours_and_another_one_folds_them(site, tab):
    _map(tab, site, "key=centre:vest-3&edges=ESCALATES_TO")
    count = tab.evaluate(f"{MAP}.cy.nodes().length")

    spot = _spot(tab, "post:contact-vest")
    tab.mouse.dblclick(spot["x"], spot["y"])
    tab.wait_for_function(f"{MAP}.cy.nodes().length > {count}")
    _settled(tab)
    assert "exp=post%3Acontact-vest" in tab.url

    spot = _spot(tab, "post:contact-vest")
    tab.mouse.dblclick(spot["x"], spot["y"])
    tab.wait_for_function(f"{MAP}.cy.nodes().length == {count}")


def test_the_picture_is_really_there_and_can_be_read(site, tab):
    """A drawn event is no picture: the pixels, the size of cards and the size of letters are looked at."""
    _map(tab, site, "key=office:vest")

    picture = Image.open(io.BytesIO(tab.locator(".canvas").screenshot())).convert("RGB")
    colours = picture.getcolors(maxcolors=1_000_000)
    most = max(count for count, _ in colours)
    assert len(colours) > 50
    assert most < 0.97 * picture.width * picture.height
    assert tab.evaluate(f"{MAP}.cy.nodes().every(n => Math.min(n.renderedWidth(), n.renderedHeight()) >= 12)")
    assert tab.evaluate(f"{MAP}.cy.zoom() * 13") >= 9


def test_matters_go_upwards_on_the_map(site, tab):
    _map(tab, site, "key=centre:vest-3&route=centre:vest-3~fgm~individual-case")

    up = tab.evaluate(
        f"{MAP}.cy.edges('.route').map(e => e.source().position('y') - e.target().position('y'))"
    )
    assert up
    assert all(rise > 0 for rise in up)
    assert tab.evaluate(f"{MAP}.cy.nodes('.dim').length") > 0
    assert tab.evaluate(f"Math.min(...{MAP}.cy.nodes('.dim').map(n => n.numericStyle('opacity')))") >= 0.5


def test_the_keyboard_alone_is_enough(site, tab):
    _map(tab, site, "key=office:vest")

    tab.locator(".bar button").last.focus()
    tab.keyboard.press("Tab")
    assert tab.evaluate(FOCUSED).startswith("canvas")
    tab.keyboard.press("ArrowDown")
    tab.wait_for_function("location.search.includes('sel=')")
    _settled(tab)
    chosen = re.search(r"sel=([^&]+)", tab.url)[1]
    tab.keyboard.press("Enter")
    tab.wait_for_function("location.search.includes('exp=')")
    assert f"exp={chosen}" in tab.url


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


def test_back_in_the_browser_leads_back(site, tab):
    _map(tab, site, "key=office:vest")
    tab.get_by_role("button", name="Vestlia reception centre").first.click()
    tab.wait_for_function("location.search.includes('centre%3Avest-3')")
    _settled(tab)

    tab.go_back()

    tab.wait_for_function("location.search.includes('key=office%3Avest')")
    _settled(tab)
    expect(tab.locator(".st-key-explore-details")).to_contain_text("office:vest")


def test_language_and_day_go_along_to_the_next_page(site, tab):
    _open(tab, site, f"?lang=nb&{DAY}&from=centre:nord-3&theme=fgm")

    tab.get_by_role("link", name="Utforsk", exact=True).click()
    expect(tab.locator("h1", has_text="Utforsk")).to_be_visible()
    _settled(tab)

    assert "lang=nb" in tab.url
    assert DAY in tab.url


@pytest.mark.parametrize("tab", ["light", "dark"], indirect=True)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_serious(site, tab, path):
    _open(tab, site, path)

    found = Axe().run(tab, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})

    serious = [
        (v["id"], v["impact"], [node["target"] for node in v["nodes"]][:4], v["nodes"][0]["failureSummary"])
        for v in found.response["violations"]
        if v["impact"] in ("serious", "critical")
    ]
    assert serious == []
