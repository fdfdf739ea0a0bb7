"""The server ends within five seconds of a signal, whatever it is doing, and the engine runs on."""

from __future__ import annotations

import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import TYPE_CHECKING

import pytest
from suite.browsing import settled
from suite.faces import EMBEDDED
from suite.site import environment, served, streamlit

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WITHIN_SECONDS = 5
SIGNALS = [signal.SIGTERM, signal.SIGINT, signal.SIGHUP]
ANSVAR = (sys.executable, "-m", "ansvar.cli.main", "dashboard", "--no-browser", "--port={port}")

HOLDS = """
import re, streamlit as st
st.title("Computing")
re.match("(a+)+$", "a" * 60 + "!")  # holds the interpreter: no other thread gets a word in
"""
SERVER = """
from streamlit.starlette import App
from ansvar.dashboard.shutdown import lifespan
app = App("page.py", lifespan=lifespan)
"""


def ends(process: subprocess.Popen[bytes], number: int) -> float:
    """Send a signal and give the seconds until the process has ended."""
    start = time.monotonic()
    process.send_signal(number)
    process.wait(60)
    return time.monotonic() - start


def answers(address: str, seconds: float = 1) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/_stcore/health", timeout=seconds):  # noqa: S310
            return True
    except (OSError, urllib.error.URLError):
        return False


@EMBEDDED
@pytest.mark.parametrize("command", [streamlit(), ANSVAR], ids=["streamlit", "ansvar"])
@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_signal_ends_the_server_and_not_the_engine(bench, site, tab, command, number):
    with served(environment(bench), *command) as server:
        tab.goto(f"{server.address}/files")
        settled(tab)

        assert ends(server.process, number) < WITHIN_SECONDS
        assert not answers(server.address)
    assert bench.store.verify()


@pytest.mark.parametrize("number", SIGNALS, ids=lambda number: number.name)
def test_a_busy_page_does_not_keep_the_server(tab, tmp_path, number):
    """A page that holds the interpreter does not keep the server."""
    (tmp_path / "app.py").write_text(SERVER)
    (tmp_path / "page.py").write_text(HOLDS)
    with served({}, *streamlit(tmp_path / "app.py"), "--browser.gatherUsageStats=false") as server:
        tab.goto(server.address, wait_until="commit")
        while answers(server.address):
            tab.wait_for_timeout(100)  # lets the tab work, which a plain sleep does not

        assert ends(server.process, number) < WITHIN_SECONDS


@pytest.fixture
def silent() -> Iterator[tuple[str, threading.Event]]:
    """Give the address of an engine that takes a call and never says a word, and whether it was called."""
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return
                called.set()

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"bolt://127.0.0.1:{server.getsockname()[1]}", called
        server.shutdown(socket.SHUT_RDWR)
        for link in held:
            link.close()
        thread.join(10)


def test_a_waiting_page_does_not_keep_the_server(tab, silent):
    """A page that waits for an engine does not keep the server."""
    address, called = silent
    engine = {"NEO4J_URI": address, "NEO4J_USERNAME": "neo4j", "NEO4J_PASSWORD": "none"}
    with served(engine, *streamlit()) as server:
        tab.goto(server.address, wait_until="commit")
        while not called.is_set():
            tab.wait_for_timeout(100)

        assert ends(server.process, signal.SIGTERM) < WITHIN_SECONDS
