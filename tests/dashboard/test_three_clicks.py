"""From a cold start to whom a centre turns to: as a person does it, with the mouse and with the keyboard."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from suite.browsing import DAY, opened, settled, tab_until
from suite.engines import EXAMPLE
from suite.faces import EMBEDDED
from suite.site import environment

from ansvar.dashboard.shell import page_module, page_path
from ansvar.dashboard.views import PAGES
from ansvar.dashboard.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from suite.engines import Bench

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# a shell lets programs in the background overhear Ctrl-C; this one is to hear it
_HEEDING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
_ANSVAR = [sys.executable, "-c", f"{_HEEDING}from ansvar.cli.main import main; main()"]


def _run(env: dict[str, str], *words: str) -> None:
    subprocess.run([*_ANSVAR, *words], env=env, check=True, stdout=subprocess.DEVNULL, timeout=300)


@pytest.fixture
def cold(bench: Bench, tmp_path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Start the dashboard as a person does, while no engine of this installation runs.

    Gives its address, and the variables that lead to its installation.
    """
    env = {**os.environ, "ANSVAR_LANG": "en"}
    if isinstance(bench.where, Path):
        env["ANSVAR_HOME"] = str(tmp_path)
        _run(env, "load", *map(str, EXAMPLE))
        _run(env, "engine", "stop")
    else:
        bench.filled("seed", EXAMPLE)
        env |= environment(bench)
    server = subprocess.Popen(
        [*_ANSVAR, "dashboard", "--no-browser"], env=env, stdout=subprocess.PIPE, text=True
    )
    assert server.stdout
    try:
        told = ""
        while "http://" not in told:
            line = server.stdout.readline()
            assert line, f"it ended before it said where it is: {told}"
            told += line
        found = re.search(r"http://127\.0\.0\.1:\d+", told)
        assert found, told
        yield found[0], env
        server.send_signal(signal.SIGINT)
        assert server.wait(60) == 0
    finally:
        server.kill()
        server.wait()
        server.stdout.close()
        if isinstance(bench.where, Path):
            _run(env, "engine", "stop")


def _answered(tab):
    """Say who, on whose authority, and that the instruction names nobody beyond for this kind of matter."""
    main = tab.locator("[data-testid=stMainBlockContainer]")
    expect(main).to_contain_text("Contact person at regional office Vest")
    expect(main).to_contain_text("Kari Eksempel")
    expect(main).to_contain_text("section 6.1")
    expect(main).to_contain_text("the instruction names nobody beyond the contact")


def test_three_clicks_find_whom_a_centre_turns_to(cold, tab):
    """Whom a centre turns to is found in three clicks from a cold start.

    Also on whose authority, and that nobody is named beyond that contact; an engine that ends comes back.
    """
    address, env = cold
    opened(tab, address, f"?lang=en&{DAY}")

    tab.get_by_role("combobox", name="Who asks").click()  # one
    tab.keyboard.type("Vestlia")
    tab.get_by_role("option", name="Vestlia reception centre").first.click()  # two
    tab.wait_for_url(re.compile("from=centre%3Avest-3"))
    settled(tab)
    tab.get_by_role("radio", name="female genital mutilation").click()  # three
    tab.wait_for_url(re.compile("theme=fgm"))
    settled(tab)
    _answered(tab)

    if "NEO4J_URI" in env:  # ours to start, but not to end
        return
    _run(env, "engine", "stop")
    tab.get_by_role("radio", name="forced marriage").click()
    main = tab.locator("[data-testid=stMainBlockContainer]")
    expect(main).to_contain_text("The graph is not answering just now. Nothing is lost.")
    tab.get_by_role("button", name="Try again").click()
    # what was clicked while nobody answered
    expect(main).to_contain_text("Vestlia reception centre · forced marriage")


@EMBEDDED
def test_the_keyboard_alone_leads_down_to_the_clause(site, tab):
    """The same is found with the keyboard alone down to the clause."""
    opened(tab, site, f"?lang=en&{DAY}")

    tab_until(tab, "aria-label", "Who asks")
    tab.keyboard.type("Vestlia")
    tab.get_by_role("option", name="Vestlia reception centre").first.wait_for()
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile("from=centre%3Avest-3"))
    settled(tab)
    for _ in range(20):
        tab.keyboard.press("Tab")
        if tab.evaluate("document.activeElement.getAttribute('role')") == "radio":
            break
    for _ in range(8):
        if "theme=fgm" in tab.url:
            break
        tab.keyboard.press("ArrowRight")
        tab.keyboard.press("Space")
        settled(tab)
    _answered(tab)

    tab_until(tab, "text", "section 6.1, bullet 3")
    tab.keyboard.press("Enter")
    tab.wait_for_url(re.compile(r"clause=IM\+2018-001"))
    expect(tab.locator(".st-key-clause-panel")).to_contain_text("section 6.1, bullet 3")


@EMBEDDED
def test_every_page_is_reached_from_the_menu(site, tab):
    opened(tab, site, f"?lang=nb&{DAY}")
    for name in PAGES:
        title = word("nb", page_module(name).TITLE, name)
        tab.get_by_role("link", name=title, exact=True).first.click()
        expect(tab.locator("[data-testid=stMainBlockContainer] h1", has_text=title)).to_be_visible()
        settled(tab)
        assert tab.locator("[data-testid=stException]").count() == 0
        assert name == PAGES[0] or f"/{page_path(name)}?" in tab.url
