"""The dashboard as tests see it: a page in this process, or the whole in a real browser.

``page``   runs one page with Streamlit's own AppTest, on each engine
``site``   the address of a running dashboard that shows the example, on each engine
``tab``    a browser tab that can reach this machine only; at the end nothing else may have been asked for
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from playwright.sync_api import sync_playwright
from streamlit.testing.v1 import AppTest
from suite.engines import EXAMPLE, ROOT, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

_CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
_LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:")


class RunPage(Protocol):
    """Runs a page with choices in its address."""

    def __call__(self, name: str, **choices: str) -> AppTest:
        """Give the page after its first run."""


def environment(bench: Bench) -> dict[str, str]:
    """Give the variables that lead the program to a bench."""
    if isinstance(bench.where, Path):
        return {"ANSVAR_HOME": str(bench.where)}
    where = bench.where
    return {
        "NEO4J_URI": where.uri,
        "NEO4J_USERNAME": where.username,
        "NEO4J_PASSWORD": where.password,
        "NEO4J_DATABASE": where.database,
    }


def _script(name: str) -> None:
    """Run in the place of app.py; AppTest takes its source and not its surroundings."""
    from dashboard.shell import run

    run(name)


@pytest.fixture
def page(bench: Bench) -> Iterator[RunPage]:
    """Give what runs a page on this engine."""
    from dashboard import data

    os.environ.update(environment(bench))
    data.forget_graph()

    def run(name: str, **choices: str) -> AppTest:
        at = AppTest.from_function(_script, args=(name,), default_timeout=60)
        at.query_params.update({"lang": "en", "on": "2018-06-01"} | choices)
        return at.run()

    yield run
    with suppress(Exception):
        data.graph().close()
    data.forget_graph()


@pytest.fixture(scope="session")
def _sites() -> Iterator[dict[str, tuple[str, subprocess.Popen[bytes]]]]:
    sites: dict[str, tuple[str, subprocess.Popen[bytes]]] = {}
    yield sites
    for _, server in sites.values():
        server.terminate()
        server.wait(20)


@pytest.fixture
def site(bench: Bench, _sites: dict[str, tuple[str, subprocess.Popen[bytes]]]) -> str:
    """Give the address of a dashboard that shows the example."""
    bench.filled("seed", EXAMPLE)
    if bench.name not in _sites:
        _sites[bench.name] = _started(environment(bench))
    return _sites[bench.name][0]


def _started(env: dict[str, str]) -> tuple[str, subprocess.Popen[bytes]]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard" / "app.py")]
    server = subprocess.Popen(
        [*command, f"--server.port={port}"],
        env={**os.environ, **env},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        with suppress(OSError), urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310
            return address, server
        time.sleep(0.2)
    server.kill()
    message = "the dashboard did not start"
    raise AssertionError(message)


@pytest.fixture(scope="session")
def _browser() -> Iterator[Browser]:
    if _CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def tab(_browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """Give a tab; ``@pytest.mark.parametrize("tab", ["dark"], indirect=True)`` makes it a dark one."""
    scheme = getattr(request, "param", "light")
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
    tab.set_default_timeout(60_000)
    wrong: list[str] = []
    tab.on("pageerror", lambda error: wrong.append(str(error)))
    yield tab
    context.close()
    assert outside == []
    assert wrong == []
