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
from dataclasses import dataclass
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
_NAMES = "--host-resolver-rules=MAP *.test 127.0.0.1"
"""Every name of the domain that is kept for tests leads to this machine, as an attacker's own might."""


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


APP = ROOT / "dashboard" / "app.py"


@dataclass(frozen=True)
class Server:
    """A server that runs: its address and its process."""

    address: str
    process: subprocess.Popen[bytes]


@contextmanager
def served(settings: dict[str, str], *command: str) -> Iterator[Server]:
    """Run a server by a command that takes a port, and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [part.format(port=port) for part in command],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health")
        yield Server(address, process)
    finally:
        process.terminate()
        try:
            process.wait(30)
        finally:
            process.kill()


def streamlit(app: Path = APP) -> tuple[str, ...]:
    """Give the command that has Streamlit run an app."""
    return (sys.executable, "-m", "streamlit", "run", str(app), "--server.port={port}")


@contextmanager
def site_of(bench: Bench, **settings: str) -> Iterator[str]:
    """Run a dashboard that shows a bench, and give its address."""
    with served({**environment(bench), **settings}, *streamlit()) as server:
        yield server.address


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
        browser = player.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", _NAMES])
        yield browser
        browser.close()
