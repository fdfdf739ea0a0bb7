"""A dashboard of its own process that shows what a bench holds, and a browser to look at it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from suite.engines import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from suite.engines import Bench

_CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
_READY_SECONDS = 120


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


@contextmanager
def site_of(bench: Bench) -> Iterator[str]:
    """Run a dashboard that shows a bench, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [
            sys.executable,
            "-m",
            "streamlit",
            "run",
            str(ROOT / "dashboard" / "app.py"),
            f"--server.port={port}",
        ],
        env={**os.environ, **environment(bench)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health")
        yield address
    finally:
        server.terminate()
        server.wait(30)


def _wait(address: str) -> None:
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310  (our own address)
            return
        time.sleep(0.2)
    message = "the dashboard did not start"
    raise AssertionError(message)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Run the Chromium of this machine; a test that needs it is skipped where there is none."""
    if _CHROMIUM is None:
        pytest.skip("there is no Chromium on this machine; on Debian: apt-get install chromium")
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()
