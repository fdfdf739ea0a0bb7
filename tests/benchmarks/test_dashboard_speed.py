"""How fast the dashboard is for organisations of several sizes: milliseconds to read, ratios to assert.

Each figure is what a person waits, taken in a real browser on a warm server; beside it what the graph alone
takes for the same question, so that one sees where the time goes.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

import pytest
import yaml
from suite.browsing import opened, settled
from suite.engines import SEED, Embedded
from suite.site import chromium, site_of

from ansvar.graph.schema.model import edge_kinds
from ansvar.queries.catalogue.query import thing, things
from ansvar.queries.explore.overview import overview
from ansvar.queries.explore.query import ego
from ansvar.seed.generate import Dumper, generate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from suite.engines import Bench

pytestmark = [pytest.mark.benchmark, pytest.mark.browser]

ON = dt.date(2018, 6, 1)
DAY = "on=2018-06-01"
INSTRUCTION = SEED / "instructions" / "im-2018-001.yaml"
TIMES = 5
TYPES = tuple(name for name, kind in edge_kinds().items() if kind.layer != "norm")
MAP = "window.__ansvarGraph['explore.map']"
RERUNS = 50
TARGETS = {
    "drawn": 2000, "details": 200, "expand": 250, "rerun": 150, "remounts": 0, "card": 12, "memory": 350,
}  # fmt: skip
SIZES = (200, 2_000, 10_000)
LARGEST = 100_000
TABLE: dict[int, dict[str, float]] = {}
"""What was measured in this session, by size."""

# From a real click on the canvas until the page says what was clicked; asked at every frame.
_CLICK = """([key, sort]) => new Promise((done) => {
  const view = window.__ansvarGraph['explore.map'];
  const said = '.st-key-explore-details [data-testid=stCaptionContainer]';
  const told = () => document.querySelector(said)?.textContent || '';
  const count = view.cy.nodes().length;
  const began = performance.now();
  const node = view.cy.getElementById(key);
  node.emit(sort === 'details' ? 'tap' : 'dbltap');
  const look = () => {
    const there = sort === 'details' ? told().startsWith(key) : view.cy.nodes().length !== count;
    const took = performance.now() - began;
    if (there || took > 10000) done(took); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})"""

# From the key that asks for the page anew until the server has sent all of it and the page shows it.
_RERUN = """() => { window.__rerun = new Promise((done) => {
  const app = document.querySelector('[data-testid=stApp]');
  let began = 0;
  document.addEventListener('keydown', () => { began = performance.now(); }, { once: true, capture: true });
  let ran = false;
  const watch = new MutationObserver(() => {
    const idle = app.dataset.testScriptState === 'notRunning';
    ran = ran || !idle;
    if (!ran || !idle) return;
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  });
  watch.observe(app, { attributes: true });
  setTimeout(() => done(20000), 20000);
}); }"""


def middle(work: Callable[[], float]) -> float:
    """Give the median of some measurements, after one that warms up."""
    work()
    return median(work() for _ in range(TIMES))


def spent(work: Callable[[], object]) -> float:
    """Give the milliseconds that something takes."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def drawn(tab: Page, site: str, key: str) -> float:
    """Open the map of a thing in a new page until it is drawn."""

    def work() -> None:
        tab.goto(f"{site}/explore?lang=en&{DAY}&key={key}")
        tab.wait_for_function(
            f"() => window.__ansvarGraph && {MAP} && {MAP}.cy.nodes().length > 1", polling="raf"
        )

    return spent(work)


def clicks(tab: Page, site: str, key: str, sort: str) -> float:
    """Click on one card after the other and give the median; after a warm-up, as everywhere."""
    opened(tab, site, f"explore?lang=en&{DAY}&key={key}&limit=150")  # room for what is expanded
    near = tab.evaluate(f"{MAP}.cy.nodes('[label *= \"(+\"]').map(n => n.id())")  # those with more to show
    took: list[float] = []
    for other in [k for k in near if k != key][: TIMES + 1]:
        took.append(tab.evaluate(_CLICK, [other, sort]))
        if sort == "expand":  # folded again, so that there is room for the next one
            tab.evaluate(_CLICK, [other, sort])
        tab.wait_for_timeout(400)
    return median(took[1:])


def rerun(tab: Page) -> float:
    """Have the whole page drawn anew, with nothing changed."""
    settled(tab)  # a page that is still being drawn does not hear the key
    tab.evaluate(_RERUN)
    tab.keyboard.press("r")
    return float(tab.evaluate("window.__rerun"))


def remounts(tab: Page, site: str, key: str) -> int:
    """Count how often the map is made anew in many reruns: of the page, and of its parts by clicks."""
    opened(tab, site, f"explore?lang=en&{DAY}&key={key}")
    near = tab.evaluate(f"{MAP}.cy.nodes().map(n => n.id())")
    count = 0
    for number in range(RERUNS // 2):
        tab.evaluate(f"{MAP}.cy.__mark = 'the same'")
        rerun(tab)
        tab.evaluate(_CLICK, [near[number % len(near)], "details"])
        count += tab.evaluate(f"{MAP}.cy.__mark !== 'the same'")
    return count


@pytest.mark.embedded
@pytest.mark.parametrize("places", SIZES)
def test_the_map_is_as_fast_in_a_large_organisation(places, tmp_path, capsys):
    """What is drawn is always a neighbourhood, so the size of the organisation must hardly matter."""
    with _organisation(tmp_path, places) as bench:
        row = TABLE[places] = asked(bench) | seen(bench)
    with capsys.disabled():
        sys.stdout.write(f"\n{places:>7} places: {_told(row)}\n")
    assert row["remounts"] == 0
    assert row["card"] >= TARGETS["card"]
    small = TABLE.get(min(SIZES), row)
    for name in ("drawn", "details", "expand", "rerun"):
        assert row[name] < 3 * small[name], (name, small[name], row[name])


@pytest.mark.embedded
def test_a_neighbourhood_in_a_very_large_organisation(tmp_path, capsys):
    """Of so many places nobody draws the whole; one neighbourhood is drawn as fast as ever."""
    with _organisation(tmp_path, LARGEST) as bench:
        row = asked(bench, whole=False) | seen(bench, neighbourhood_only=True)
    with capsys.disabled():
        sys.stdout.write(f"\n{LARGEST:>7} places: {_told(row)}\n")
    assert row["drawn"] < 3 * TABLE.get(min(SIZES), row)["drawn"]


@contextmanager
def _organisation(folder: Path, places: int) -> Iterator[Bench]:
    """Load a generated organisation into an engine of its own: emptying a large graph takes its memory."""
    path = folder / f"{places}.yaml"
    made = generate(INSTRUCTION, places, faults=0.2)
    path.write_text(yaml.dump(made, Dumper=Dumper, sort_keys=False, allow_unicode=True), encoding="utf-8")
    engine = Embedded(folder / "home", "9g" if places == LARGEST else "2g")  # a load keeps all it writes
    try:
        engine.bench.filled(f"{places} places", [INSTRUCTION, path])
        yield engine.bench
    finally:
        engine.close()


def _middle_of(bench: Bench) -> str:
    """Give the office that the map is drawn around."""
    return str(things(bench.store, "RegionalOffice", ON).items[0]["key"])


def asked(bench: Bench, *, whole: bool = True) -> dict[str, float]:
    """Take what the graph alone needs."""
    store, key = bench.store, _middle_of(bench)
    row = {
        "ego": middle(lambda: spent(lambda: ego(store, [key], TYPES, ON, limit=40))),
        "thing": middle(lambda: spent(lambda: thing(store, key, ON, most=50))),
    }
    if whole:
        row["outline"] = middle(lambda: spent(lambda: overview(store, ON)))
    return row


def seen(bench: Bench, *, neighbourhood_only: bool = False) -> dict[str, float]:
    """Take what a person waits for in a browser."""
    key = _middle_of(bench)
    with site_of(bench) as site, chromium() as browser:
        tab = browser.new_context(viewport={"width": 1280, "height": 1400}).new_page()
        tab.set_default_timeout(120_000)
        opened(tab, site, f"explore?lang=en&{DAY}&key={key}")
        row = {"drawn": middle(lambda: drawn(tab, site, key))}
        row["card"] = tab.evaluate(
            f"Math.min(...{MAP}.cy.nodes().map(n => Math.min(n.renderedWidth(), n.renderedHeight())))"
        )
        row["letters"] = tab.evaluate(f"{MAP}.cy.zoom() * {MAP}.cy.nodes()[0].numericStyle('font-size')")
        row["details"] = clicks(tab, site, key, "details")
        row["expand"] = clicks(tab, site, key, "expand")
        if not neighbourhood_only:
            opened(tab, site, f"explore?lang=en&{DAY}&key={key}")
            row["rerun"] = middle(lambda: rerun(tab))
            row["remounts"] = remounts(tab, site, key)
        row["memory"] = tab.evaluate("performance.memory.usedJSHeapSize / 1048576")
    return row


def _told(row: dict[str, float]) -> str:
    names = {
        "drawn": "map drawn",
        "details": "click -> details",
        "expand": "expand",
        "rerun": "rerun of the page",
        "remounts": f"remounts in {RERUNS} reruns",
        "card": "smallest card px",
        "letters": "letters px",
        "memory": "page memory MB",
        "ego": "graph: neighbourhood",
        "thing": "graph: one thing",
        "outline": "graph: whole organisation",
    }
    return "; ".join(
        f"{told} {row[name]:.0f}" + (f" (target {TARGETS[name]})" if name in TARGETS else "")
        for name, told in names.items()
        if name in row
    )
