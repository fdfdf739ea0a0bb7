"""The embedded engine's life: one ArcadeDB server process for each installation folder.

Everything about starting, finding, sharing and stopping that process lives here; nothing here
knows what is stored.  The engine listens on the loopback interface only, on free ports, with
passwords made anew at each start.  They stand in two files that only their owner can read, never in
an argument or environment variable, where other users of the machine could see them.

``engine/engine.json``   who runs: process, ports, passwords (0600); gone when nobody runs
``engine/engine.lock``   held while somebody starts or stops the engine
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import filelock
import psutil

from graph.engine.arcadedb import command, write_configuration
from graph.errors import EngineStartError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DATABASE = "org"
_START_SECONDS = 60.0
_STOP_SECONDS = 15.0
_PORT_TRIES = 3
_NEEDED_BYTES = 200 * 1024 * 1024
_FAILED = 'Exception in thread "main"'
"""What the log says when a start failed; the process may live on, half started."""
_PORT_TAKEN = ("Unable to listen", "Address already in use", "BindException")


@dataclass(frozen=True)
class Running:
    """A running engine, as other commands find it.

    Attributes
    ----------
    pid : int
        Process number.
    created : float
        When the process began, in seconds since 1970; with `pid` it names one process for good.
    bolt_port, http_port : int
        Ports on 127.0.0.1.
    """

    pid: int
    created: float
    bolt_port: int
    http_port: int
    writer_password: str = field(repr=False)
    reader_password: str = field(repr=False)

    @property
    def uri(self) -> str:
        """Address for the driver."""
        return f"bolt://127.0.0.1:{self.bolt_port}"

    @property
    def writer(self) -> tuple[str, str]:
        """User and password that may write."""
        return ("root", self.writer_password)

    @property
    def reader(self) -> tuple[str, str]:
        """User and password that may only read."""
        return ("reader", self.reader_password)

    def process(self) -> psutil.Process | None:
        """Give the process, or None when it is gone (or its number went to another process)."""
        with suppress(psutil.Error):
            process = psutil.Process(self.pid)
            same = abs(process.create_time() - self.created) < 1.0
            # the first thread of a JVM ends before those that still write to disk
            dead = process.status() == psutil.STATUS_ZOMBIE and process.num_threads() <= 1
            return process if same and not dead else None
        return None

    def ends_within(self, seconds: float) -> bool:
        """Wait until the process is gone; a dead one that its parent has not noticed counts as gone."""
        end = time.monotonic() + seconds
        while self.process() is not None:
            if time.monotonic() > end:
                return False
            time.sleep(0.05)
        with suppress(psutil.Error):
            psutil.Process(self.pid).wait(0)  # when we are the parent: take note of it
        return True


class EmbeddedEngine:
    """The engine of one installation folder.

    Parameters
    ----------
    home : Path
        Folder of the installation; made when it is not there.
    memory : str
        Heap size as the JVM writes it, such as ``512m``.
    """

    def __init__(self, home: Path, memory: str = "512m") -> None:
        self.folder = home / "engine"
        self.state_file = self.folder / "engine.json"
        self.log_file = self.folder / "engine.log"
        self._memory = memory

    # -- the three verbs -----------------------------------------------------------------------

    def running(self) -> Running | None:
        """Find the running engine, or None; a file left behind by a killed engine counts as none."""
        try:
            running = Running(**json.loads(self.state_file.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None
        return running if running.process() else None

    def ensure(self) -> Running:
        """Find the running engine or start one; two callers at once end with the same one.

        Raises
        ------
        EngineStartError
            It did not come up: what was tried and what can be done.
        """
        found = self.running()
        if found:
            return found
        with self._locked():
            return self.running() or self._start()

    def stop(self) -> bool:
        """Stop the engine and wait until its data is safe on disk.

        Returns
        -------
        bool
            False when none was running.
        """
        if not self.folder.exists():
            return False
        with self._locked():
            running = self.running()
            process = running.process() if running else None
            if running is None or process is None:
                self.state_file.unlink(missing_ok=True)
                return False
            process.terminate()
            if not running.ends_within(_STOP_SECONDS):
                process.kill()
                if not running.ends_within(_STOP_SECONDS):
                    message = f"the embedded engine (process {running.pid}) does not end"
                    raise EngineStartError(message, f"End it by hand. Its log: {self.log_file}")
            self.state_file.unlink(missing_ok=True)
            return True

    # -- how a start goes ----------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._explained():
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = filelock.FileLock(self.folder / "engine.lock", timeout=_START_SECONDS * 1.5, mode=0o600)
            lock.acquire()
        try:
            yield
        finally:
            lock.release()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the operating system says into what happened and what then."""
        try:
            yield
        except PermissionError as error:
            message = f"no permission to write in {self.folder}"
            raise EngineStartError(message, "Set ANSVAR_HOME to a folder of your own.") from error
        except filelock.Timeout as error:
            message = (
                f"another command has been starting or stopping the engine in {self.folder} for too long"
            )
            raise EngineStartError(message, "Wait for it, or end it, and try again.") from error
        except OSError as error:
            message = f"the folder {self.folder} cannot be used: {error.strerror or error}"
            raise EngineStartError(message, "Set ANSVAR_HOME to another folder.") from error

    def _start(self) -> Running:
        self._check_room()
        for attempt in range(_PORT_TRIES):
            try:
                return self._start_once()
            except _PortTakenError:
                if attempt + 1 == _PORT_TRIES:
                    message = f"no free port could be had on 127.0.0.1 in {_PORT_TRIES} tries"
                    raise EngineStartError(message, "End what takes the ports, and try again.") from None
        raise AssertionError

    def _check_room(self) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < _NEEDED_BYTES:
            message = (
                f"the disk that holds {self.folder} is full: {free // 1024**2} MB free, "
                f"the engine needs {_NEEDED_BYTES // 1024**2} MB"
            )
            raise EngineStartError(message, "Free some room, or set ANSVAR_HOME to another disk.")

    def _start_once(self) -> Running:
        passwords = {"root": secrets.token_urlsafe(24), "reader": secrets.token_urlsafe(24)}
        bolt, http = _free_ports(2)
        with self._explained():
            write_configuration(self.folder, DATABASE, passwords)
            log = os.open(self.log_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            try:
                # a session of its own, so that Ctrl-C in the terminal does not reach it
                child = subprocess.Popen(
                    command(self.folder, DATABASE, bolt, http, self._memory),
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    umask=0o077,
                )
            finally:
                os.close(log)
        created = psutil.Process(child.pid).create_time()
        running = Running(child.pid, created, bolt, http, passwords["root"], passwords["reader"])
        try:
            self._wait_until_ready(child, running)
            with self._explained():
                self._publish(running)
        except BaseException:
            child.kill()
            child.wait()
            raise
        # the engine outlives this command: without a code of its own Popen would warn about that
        child.returncode = 0
        return running

    def _wait_until_ready(self, child: subprocess.Popen[bytes], running: Running) -> None:
        """Wait until a question is answered: an open port is not yet a loaded database."""
        import neo4j  # noqa: PLC0415  (half a second to import; needed only when an engine starts)

        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            if child.poll() is not None or _FAILED in self._log():
                self._say_why_it_ended(child.returncode)
            # only the child's own port is spoken to: another process there could hear the password
            if _listens(child.pid, running.bolt_port):
                with (
                    suppress(neo4j.exceptions.Neo4jError, neo4j.exceptions.DriverError, OSError),
                    neo4j.GraphDatabase.driver(running.uri, auth=running.reader) as driver,
                ):
                    driver.execute_query("RETURN 1 AS one", database_=DATABASE)
                    return
                # a wrong password locks the account after a dozen tries: never hurry
                time.sleep(0.3)
            time.sleep(0.05)
        message = f"the embedded engine did not answer within {_START_SECONDS:.0f} seconds"
        raise EngineStartError(message, f"Its log: {self.log_file}")

    def _log(self) -> str:
        with suppress(OSError):
            return self.log_file.read_text(encoding="utf-8", errors="replace")
        return ""

    def _say_why_it_ended(self, code: int | None) -> None:
        log = self._log()
        if any(words in log for words in _PORT_TAKEN):
            raise _PortTakenError
        lines = [line.strip() for line in log.splitlines() if line.strip()] or ["(its log is empty)"]
        reason = next((line.split(_FAILED, 1)[1] for line in lines if _FAILED in line), lines[-1])
        how = "could not start" if code is None else f"ended at once with code {code}"
        message = f"the embedded engine {how}: {reason.strip()[:300]}"
        raise EngineStartError(
            message, f"Its log: {self.log_file}. Another engine can be named with NEO4J_URI."
        )

    def _publish(self, running: Running) -> None:
        draft = self.state_file.with_suffix(".new")
        draft.unlink(missing_ok=True)
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(running), file)
        draft.replace(self.state_file)

    # -- for people ----------------------------------------------------------------------------

    def status(self) -> dict[str, Any]:
        """Tell what runs: running, pid, address, memory in bytes, since when (seconds since 1970)."""
        running = self.running()
        process = running.process() if running else None
        if running is None or process is None:
            return {"running": False, "folder": str(self.folder)}
        return {
            "running": True,
            "folder": str(self.folder),
            "pid": running.pid,
            "uri": running.uri,
            "memory": process.memory_info().rss,
            "since": int(running.created),
        }


class _PortTakenError(Exception):
    """Somebody took the port between looking and using it."""


def _free_ports(count: int) -> list[int]:
    """Ask the system for ports that are free now, all different."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for s in sockets:
            s.bind(("127.0.0.1", 0))
        return [int(s.getsockname()[1]) for s in sockets]
    finally:
        for s in sockets:
            s.close()


def _listens(pid: int, port: int) -> bool:
    """Tell whether this very process listens on a port."""
    with suppress(psutil.Error):
        return any(
            connection.laddr.port == port and connection.status == psutil.CONN_LISTEN
            for connection in psutil.Process(pid).net_connections("tcp")
        )
    return False
