"""The engine as a process of this machine: what is written down of it, and how it is found and ended.

Two things tell which folder an engine serves: what the engine was told to write down (`Running`), which
counts only where it was written, and what the operating system says of the process itself: the server of a
folder works in that folder.  The second holds when nothing was written down, or something else, or the
folder was moved meanwhile.
"""

from __future__ import annotations

import os
import platform
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Self

import psutil

from ansvar.graph.engine.arcadedb import MAIN_CLASS
from ansvar.graph.errors import EngineStartError

if TYPE_CHECKING:
    from collections.abc import Iterator

_STOP_SECONDS = 15.0
_SAME_MOMENT = 1.0
_LOCKS = Path("/proc/locks")


def place_of(folder: Path) -> list[str | int]:
    """Give what a folder is known by: this machine, its path, its number on the disk, its owner."""
    found = folder.stat()
    return [platform.node(), str(folder), found.st_ino, found.st_uid]


@dataclass(frozen=True)
class Running:
    """A running engine, as other commands find it.

    Attributes
    ----------
    place : list
        Where this was written down; see `place_of`.
    pid : int
        Process number.
    created : float
        When the process began, in seconds since 1970; with `pid` it names one process for good.
    bolt_port, http_port : int
        Ports on 127.0.0.1.
    writer, reader : tuple of str
        User name and password that may write, and that may only read.
    """

    place: list[str | int]
    pid: int
    created: float
    bolt_port: int
    http_port: int
    writer: tuple[str, str] = field(repr=False)
    reader: tuple[str, str] = field(repr=False)

    @property
    def uri(self) -> str:
        """Address for the driver."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @classmethod
    def from_json(cls, told: dict[str, object]) -> Self:
        """Read what `dataclasses.asdict` gave.

        Raises
        ------
        TypeError, ValueError
            Something is missing, too much, or of another form.
        """
        made = cls(**told)  # type: ignore[arg-type]
        (writer, writing), (reader, reading) = made.writer, made.reader
        pid, bolt, http = (int(number) for number in (made.pid, made.bolt_port, made.http_port))
        logins = (str(writer), str(writing)), (str(reader), str(reading))
        return cls(list(made.place), pid, float(made.created), bolt, http, *logins)

    def process(self, folder: Path) -> psutil.Process | None:
        """Give the process, or None when it is gone, or its number went to a process that is no engine."""
        with suppress(psutil.Error):
            process = psutil.Process(self.pid)
            if abs(process.create_time() - self.created) < _SAME_MOMENT and serves(process, folder):
                return process
        return None


def serves(process: psutil.Process, folder: Path) -> bool:
    """Tell whether a process is the engine of a folder, or of one below it, and lives."""
    try:
        if MAIN_CLASS not in process.cmdline() or not _lives(process):
            return False
        there = Path(process.cwd())
        return any(each.samefile(folder) for each in (there, *there.parents))
    except (psutil.Error, OSError):
        return False


def engines_in(folder: Path) -> Iterator[psutil.Process]:
    """Find every engine that serves a folder or one below it, whoever started it."""
    # `psutil.process_iter` keeps what it gave, and skips a number that went to another process meanwhile
    for pid in psutil.pids() if folder.exists() else ():
        with suppress(psutil.NoSuchProcess):
            process = psutil.Process(pid)
            if serves(process, folder):
                yield process


def _lives(process: psutil.Process) -> bool:
    # the first thread of a JVM ends before those that still write to disk
    return bool(process.status() != psutil.STATUS_ZOMBIE or process.num_threads() > 1)


def end(process: psutil.Process, *, at_once: bool = False) -> None:
    """End an engine: asked first, so that it closes its files, and made to when it does not hear.

    Parameters
    ----------
    at_once : bool
        Do not ask; for one that holds nothing of worth.

    Raises
    ------
    EngineStartError
        It does not end, or belongs to somebody else.
    """
    try:
        if not at_once:
            process.terminate()
            if _ends_within(process, _STOP_SECONDS):
                return
        process.kill()
        if _ends_within(process, _STOP_SECONDS):
            return
        why = "does not end"
    except psutil.NoSuchProcess:
        return
    except psutil.AccessDenied:
        why = "belongs to somebody else"
    message = f"the embedded engine (process {process.pid}) {why}"
    raise EngineStartError(message, f"Stop it by hand: kill {process.pid}")


def _ends_within(process: psutil.Process, seconds: float) -> bool:
    """Wait until a process is gone; a dead one that its parent has not noticed counts as gone."""
    end_at = time.monotonic() + seconds
    with suppress(psutil.Error):
        while process.is_running() and _lives(process):
            if time.monotonic() > end_at:
                return False
            time.sleep(0.05)
        process.wait(0)  # when we are the parent: take note of it
    return True


def lock_holder(path: Path) -> psutil.Process | None:
    """Find the process that holds a lock file; None where the system does not tell."""
    with suppress(OSError, psutil.Error):
        found = path.stat()
        where = f"{os.major(found.st_dev):02x}:{os.minor(found.st_dev):02x}:{found.st_ino}"
        for line in _LOCKS.read_text(encoding="ascii").splitlines():
            words = line.split()
            if where in words and words[1] == "FLOCK" and words[4].isdigit():
                return psutil.Process(int(words[4]))
    return None
