"""How the dashboard's server ends: at once when it can, within seconds of the signal when it cannot.

A page that computes in a thread may hold the interpreter, and then no line of Python in this process
runs, not even one that was to end it.  So the signals are told to a process of its own, by the part of
Python that needs no interpreter; it kills a server that is still there after `PATIENCE_SECONDS`.

An engine that somebody else may be asking is not ended here; that of the past is the dashboard's own.
The file is run by itself as that process, so only the standard library is imported at the top.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from types import FrameType

PATIENCE_SECONDS = 2.0
"""How long a server that was told to end may take to close its connections and the graph of the past."""

_ENDING = ("SIGTERM", "SIGINT", "SIGHUP")


@asynccontextmanager
async def lifespan(_: Any) -> AsyncIterator[dict[str, Any]]:
    """Watch over the server while it runs, and let go of the graph of the past at the end."""
    if os.name == "posix":  # elsewhere a signal from another process ends a program without asking it
        _take_all_as_one()
        _start_watcher()
    yield {}
    snapshots = sys.modules.get("ansvar.dashboard.snapshots")
    if snapshots:  # else no page was drawn, and to import it now would take seconds
        snapshots.let_go()


def _take_all_as_one() -> None:
    """Have Ctrl-C and a closed terminal end the server as SIGTERM does, without a word of their own."""
    end = signal.getsignal(signal.SIGTERM)
    if not callable(end):
        return

    def told(_: int, frame: FrameType | None) -> None:
        end(signal.SIGTERM, frame)

    signal.signal(signal.SIGINT, told)
    if signal.getsignal(signal.SIGHUP) is signal.SIG_DFL:  # under nohup it stays ignored
        signal.signal(signal.SIGHUP, told)


def _start_watcher() -> None:
    heard, told = os.pipe()
    os.set_blocking(told, False)
    command = [sys.executable, "-I", "-S", __file__, str(os.getpid())]
    subprocess.Popen(command, stdin=heard, start_new_session=True)  # noqa: S603
    os.close(heard)
    # this end stays open as long as this process lives: so the watcher hears of its end too
    signal.set_wakeup_fd(told, warn_on_full_buffer=False)


def watch(server: int) -> None:
    """Read the numbers of the signals that the server gets, until it has ended; kill it when it does not."""
    ending = {getattr(signal, name) for name in _ENDING}
    for number in ending:
        signal.signal(number, signal.SIG_IGN)  # a service manager sends them to every process
    while told := os.read(sys.stdin.fileno(), 1):
        if told[0] in ending:
            killing = threading.Timer(PATIENCE_SECONDS, os.kill, (server, signal.SIGKILL))
            killing.daemon = True
            killing.start()


if __name__ == "__main__":
    watch(int(sys.argv[1]))
