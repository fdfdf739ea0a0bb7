"""How fast the dashboard is for organisations of several sizes: milliseconds to read, ratios to assert.

Each figure is what a person waits, taken in a real browser on a warm server; beside it what the graph alone
takes for the same question, so that one sees where the time goes.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

import pytest
import yaml
from suite.browsing import opened
from suite.engines import SEED, Embedded
from suite.site import chromium, site_of

from graph.schema.model import edge_kinds
from queries.catalogue.asking import thing, things
from queries.explore.asking import ego
from queries.explore.overview import overview
from seed.generate import Dumper, generate

if TYPE_CHECKING:
    from collections.abc import Callable
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
TARGETS = {"drawn": 2000, "details": 200, "expand": 250, "whole": 0, "memory": 350}

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
        tab.wait_for_function(f"window.__ansvarGraph && {MAP} && {MAP}.cy.nodes().length > 1", polling="raf")

    return spent(work)


def clicks(tab: Page, site: str, key: str, sort: str) -> float:
    """Click on one card after the other and give the median; after a warm-up, as everywhere."""
    opened(tab, site, f"explore?lang=en&{DAY}&key={key}&limit=150")  # room for what is expanded
    near = tab.evaluate(f"{MAP}.cy.nodes('[label *= \"(+\"]').map(n => n.id())")  # those with more to show
    took = []
    for other in [k for k in near if k != key][: TIMES + 1]:
        took.append(tab.evaluate(_CLICK, [other, sort]))
        if sort == "expand":  # folded again, so that there is room for the next one
            tab.evaluate(_CLICK, [other, sort])
        tab.wait_for_timeout(400)
    return median(took[1:])


@pytest.mark.embedded
def test_the_map_is_as_fast_in_a_large_organisation(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """Three sizes in one run; what is drawn is always a neighbourhood, so the size must hardly matter."""
    table: dict[int, dict[str, float]] = {}
    for places in (200, 2_000, 10_000):
        engine = Embedded(tmp_path / str(places))  # a fresh one each: emptying a large graph takes its memory
        try:
            table[places] = measured(engine.bench, tmp_path / f"{places}.yaml", places)
        finally:
            engine.close()
        with capsys.disabled():
            sys.stdout.write(f"\n{places:>7} places: " + _told(table[places]))
    small, large = table[200], table[10_000]
    for name in ("drawn", "details", "expand"):
        assert large[name] < 3 * small[name], (name, small[name], large[name])


def measured(bench: Bench, path: Path, places: int) -> dict[str, float]:
    """Load an organisation and take all figures."""
    made = generate(INSTRUCTION, places, faults=0.2)
    path.write_text(yaml.dump(made, Dumper=Dumper, sort_keys=False, allow_unicode=True), encoding="utf-8")
    store = bench.filled(f"{places} places", [INSTRUCTION, path])
    key = things(store, "RegionalOffice", ON).items[0]["key"]
    row = {
        "ego": middle(lambda: spent(lambda: ego(store, [key], TYPES, ON, limit=40))),
        "thing": middle(lambda: spent(lambda: thing(store, key, ON))),
        "outline": middle(lambda: spent(lambda: overview(store, ON))),
    }
    with site_of(bench) as site, chromium() as browser:
        tab = browser.new_context(viewport={"width": 1280, "height": 1400}).new_page()
        tab.set_default_timeout(120_000)
        opened(tab, site, f"explore?lang=en&{DAY}&key={key}")
        row["drawn"] = middle(lambda: drawn(tab, site, key))
        row["details"] = clicks(tab, site, key, "details")
        row["expand"] = clicks(tab, site, key, "expand")
        row["memory"] = tab.evaluate("performance.memory.usedJSHeapSize / 1048576")
    return row


def _told(row: dict[str, float]) -> str:
    names = {
        "drawn": "map drawn",
        "details": "click -> details",
        "expand": "expand",
        "memory": "page memory MB",
        "ego": "graph: neighbourhood",
        "thing": "graph: one thing",
        "outline": "graph: whole organisation",
    }
    return "; ".join(
        f"{told} {row[name]:.0f}" + (f" (target {TARGETS[name]})" if TARGETS.get(name) else "")
        for name, told in names.items()
    )
