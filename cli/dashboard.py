"""`ansvar dashboard`: the same answers in a browser.

The dashboard is the other face of the program, so it is started as a process of its own and not imported.
"""

from __future__ import annotations

import importlib.util
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
import webbrowser
from contextlib import suppress
from pathlib import Path
from typing import Annotated

from ansvar.cli import options
from ansvar.cli.options import option
from ansvar.cli.output import console
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.errors import AnsvarError, QuestionError

_HOST = "127.0.0.1"
_PORT = 8501
_READY_SECONDS = 60.0
_END_SECONDS = 3.5  # the server ends itself within 2 s; see dashboard/shutdown.py
_WRITE = "ANSVAR_DASHBOARD_WRITE"  # see dashboard/rights.py


def command(
    port: Annotated[int, option("port", "--port", min=0, max=65535)] = 0,
    browser: Annotated[bool, option("browser", "--browser/--no-browser")] = True,
    write: Annotated[bool, option("dashboard_write", "--write")] = False,
    lang: options.LangOption = options.LANG,
) -> None:
    """Start the dashboard on this machine only, and wait until it is ended with Ctrl-C."""
    chosen = _free_port(port)
    with opened():
        pass  # the engine runs now, or the reason why not is told before a browser opens
    _end_as_with_ctrl_c()
    settings = {"ANSVAR_LANG": lang.value} | ({_WRITE: "1"} if write else {})
    server = subprocess.Popen(_command(chosen), env={**os.environ, **settings})  # noqa: S603
    address = f"http://{_HOST}:{chosen}"
    try:
        try:
            _wait_until_ready(server, f"{address}/_stcore/health")
            console().print(word(lang, "dashboard_runs", address=address), soft_wrap=True)
            if browser:
                webbrowser.open(address)
            server.wait()
        finally:
            _end(server)
    except KeyboardInterrupt:
        console().print(word(lang, "dashboard_ended"))


def _end_as_with_ctrl_c() -> None:
    """Have a service manager and a closed terminal end the dashboard as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    hangup = getattr(signal, "SIGHUP", None)  # Windows has none
    if hangup and signal.getsignal(hangup) is signal.SIG_DFL:  # under nohup it stays ignored
        signal.signal(hangup, signal.default_int_handler)


def _command(port: int) -> list[str]:
    found = importlib.util.find_spec("ansvar.dashboard")
    places = list(found.submodule_search_locations or ()) if found else []
    if not places:
        raise AnsvarError("this installation has no dashboard", "Reinstall ansvar.")
    flags = {
        "server.port": str(port),
        "server.address": _HOST,
        "server.headless": "true",
        "server.enableAgentApi": "false",
        "logger.level": "warning",
        "browser.gatherUsageStats": "false",
        "logger.hideWelcomeMessage": "true",
    }
    told = [f"--{name}={value}" for name, value in flags.items()]
    return [sys.executable, "-m", "streamlit", "run", str(Path(places[0]) / "app.py"), *told]


def _free_port(wanted: int) -> int:
    """Give the port that was asked for, else the usual one, else any that is free."""
    for port in (wanted,) if wanted else (_PORT, 0):
        with suppress(OSError), socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind((_HOST, port))
            return int(tried.getsockname()[1])
    message = f"port {wanted} on {_HOST} is taken"
    raise QuestionError(message, "Choose another one with --port, or leave it out to have a free one chosen.")


def _wait_until_ready(server: subprocess.Popen[bytes], address: str) -> None:
    end = time.monotonic() + _READY_SECONDS
    while time.monotonic() < end:
        if server.poll() is not None:
            break
        with suppress(OSError), urllib.request.urlopen(address, timeout=2):  # noqa: S310  (our own address)
            return
        time.sleep(0.1)
    raise AnsvarError("the dashboard did not start", "Its output is shown above.")


def _end(server: subprocess.Popen[bytes]) -> None:
    with suppress(KeyboardInterrupt):  # a second Ctrl-C changes nothing
        if server.poll() is None:
            server.terminate()
        try:
            server.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
