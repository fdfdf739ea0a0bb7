"""The dashboard as tests see it: a page in this process, or the whole in a real browser.

``page``   runs one page with Streamlit's own AppTest, on each engine
``site``   the address of a running dashboard that shows the example, on each engine
``tab``    a browser tab that can reach this machine only; at the end nothing else may have been asked for
"""

from __future__ import annotations

import os
from contextlib import ExitStack
from typing import TYPE_CHECKING, Literal, Protocol

import pytest
from streamlit.testing.v1 import AppTest
from suite.engines import EXAMPLE
from suite.site import chromium, environment, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route
    from suite.engines import Bench

_LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")
_PATIENCE = 300  # seconds for one run of a page: a bound for what hangs, not a measure of speed


class RunPage(Protocol):
    """Runs a page with choices in its address."""

    def __call__(self, name: str, **choices: str) -> AppTest:
        """Give the page after its first run."""


def _script(name: str) -> None:
    """Run in the place of app.py; AppTest takes its source and not its surroundings."""
    from ansvar.dashboard.shell import run

    run(name)


@pytest.fixture
def page(bench: Bench) -> Iterator[RunPage]:
    """Give what runs a page on this engine."""
    from ansvar.dashboard import answers, snapshots

    os.environ.update(environment(bench))
    answers.forget_graph()

    def run(name: str, **choices: str) -> AppTest:
        at = AppTest.from_function(_script, args=(name,), default_timeout=_PATIENCE)
        at.query_params.update({"lang": "en", "on": "2018-06-01"} | choices)
        return at.run()

    yield run
    snapshots.let_go()
    answers.forget_graph()


@pytest.fixture(scope="session")
def _sites() -> Iterator[tuple[ExitStack, dict[str, str]]]:
    with ExitStack() as running:
        yield running, {}


@pytest.fixture
def site(bench: Bench, _sites: tuple[ExitStack, dict[str, str]]) -> str:
    """Give the address of a dashboard that shows the example."""
    bench.filled("seed", EXAMPLE)
    running, addresses = _sites
    if bench.name not in addresses:
        addresses[bench.name] = running.enter_context(site_of(bench))
    return addresses[bench.name]


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture
def tab(_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a tab; ``@pytest.mark.parametrize("tab", ["dark"], indirect=True)`` makes it a dark one."""
    scheme: Literal["light", "dark"] = getattr(request, "param", "light")
    context = _browser.new_context(
        viewport={"width": 1280, "height": 1400}, color_scheme=scheme, reduced_motion="reduce"
    )
    outside: list[str] = []

    def guard(route: Route) -> None:
        if route.request.url.startswith(_LOCAL):
            route.continue_()
        else:
            outside.append(route.request.url)
            route.abort()

    context.route("**/*", guard)
    tab = context.new_page()
    tab.set_default_timeout(120_000)
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert outside == []
    assert wrong == []
