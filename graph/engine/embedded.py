"""The embedded engine's life: one ArcadeDB server process for each installation folder.

Everything about starting, sharing and stopping that process lives here; how it is found stands in
`process`, and nothing here knows what is stored.  The engine listens on the loopback interface only, on
free ports, with accounts made anew at each start.  Names and passwords stand in two files that only their
owner can read, never in an argument or environment variable, where other users of the machine could see
them.

``engine/engine.json``    who runs: process, ports, accounts; gone when nobody runs
``engine/engine.lock``    held while somebody starts or stops the engine
``engine/engine.holder``  who holds the lock
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
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import filelock
import psutil

from ansvar.graph.engine.arcadedb import command, write_configuration
from ansvar.graph.engine.private_files import check_owner, make_folder, open_new, write_file
from ansvar.graph.engine.process import Running, end, engines_in, lock_holder, place_of
from ansvar.graph.errors import EngineStartError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

DATABASE = "org"
_START_SECONDS = 60.0
_TOLD_SECONDS = 5.0
"""How long a lock that another process holds is waited for without a word."""
_STATEMENT_SECONDS = 600.0
"""The longest that one statement may take; one statement of a very large load takes minutes."""
_TRIES = 3
_NEEDED_BYTES = 200 * 1024 * 1024
_FAILED = 'Exception in thread "main"'
"""What the log says when a start failed; the process may live on, half started."""
_PORT_TAKEN = ("Unable to listen", "Address already in use", "BindException")


class EmbeddedEngine:
    """The engine of one installation folder.

    Parameters
    ----------
    home : Path
        Folder of the installation; made when it is not there.
    memory : str
        Heap size as the JVM writes it, such as ``512m``.
    seconds : float
        How long one statement may take before the engine ends it.
    nice : int
        How much the engine stands back for other processes, as the system counts it; not on Windows.
    tell : callable
        Told what is waited for, when that takes long.
    """

    def __init__(
        self,
        home: Path,
        memory: str = "512m",
        seconds: float = _STATEMENT_SECONDS,
        nice: int = 0,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        self.home = home.resolve()
        self.folder = self.home / "engine"
        self.state_file = self.folder / "engine.json"
        self.log_file = self.folder / "engine.log"
        self._memory = memory
        self._seconds = seconds
        self._nice = nice
        self._tell = tell

    # -- the three verbs -----------------------------------------------------------------------

    def running(self) -> Running | None:
        """Find the running engine, or None.

        What stands in the state file counts only where it was written, by this user, and while that very
        process serves this folder; whatever a killed engine left behind, or came with a copy, counts as none.
        """
        try:
            check_owner(self.state_file)
            running = Running.from_json(json.loads(self.state_file.read_text(encoding="utf-8")))
            known = running.place == place_of(self.folder)
        except (OSError, ValueError, TypeError, EngineStartError):
            return None
        return running if known and running.process(self.folder) else None

    def ensure(self) -> Running:
        """Find the running engine or start one; two callers at once end with the same one.

        An engine of this folder that cannot be reached, because its start was interrupted or its state file
        is damaged, is ended first.

        Raises
        ------
        EngineStartError
            It did not come up, or the folder is not this user's own: what was tried and what can be done.
        """
        found = self._usable() and self.running()
        if found:
            return found
        with self._locked():
            return self.running() or self._start()

    def stop(self) -> bool:
        """Stop the engine and wait until its data is safe on disk; those of graphs beside it too.

        Returns
        -------
        bool
            False when none was running.

        Raises
        ------
        EngineStartError
            It does not end; the message names the process.
        """
        if not self._usable():
            return False
        with self._locked():
            ended = self._end_all(self.home)
            self.state_file.unlink(missing_ok=True)
            return ended

    def end(self) -> None:
        """End the engine without asking it; for one that holds nothing of worth."""
        for process in engines_in(self.folder):
            end(process, at_once=True)
        self.state_file.unlink(missing_ok=True)

    def ends_within(self, seconds: float) -> bool:
        """Wait until nothing runs any more, for engines that end by themselves; False when it goes on."""
        end_at = time.monotonic() + seconds
        while any(engines_in(self.folder)):
            if time.monotonic() > end_at:
                return False
            time.sleep(0.05)
        return True

    def _usable(self) -> bool:
        """Tell whether the folder is there; check that it and what names the engine are this user's own."""
        if not self.folder.exists():
            return False
        with self._explained():
            for path in (self.home, self.folder, self.state_file):
                with suppress(FileNotFoundError):
                    check_owner(path)
        return True

    @staticmethod
    def _end_all(folder: Path) -> bool:
        found = list(engines_in(folder))
        for process in found:
            end(process)
        return bool(found)

    # -- how a start goes ----------------------------------------------------------------------

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with self._explained():
            self._make_folders()
            lock = filelock.FileLock(self.folder / "engine.lock", mode=0o600)
            began = time.monotonic()
            try:
                lock.acquire(timeout=_TOLD_SECONDS)
            except filelock.Timeout:
                self._wait_for(lock, began)
            holder = {"pid": os.getpid(), "since": time.time()}
            write_file(self.folder / "engine.holder", json.dumps(holder))
        try:
            yield
        finally:
            lock.release()

    def _make_folders(self) -> None:
        with suppress(FileNotFoundError):
            open_to_others = os.name != "nt" and self.home.stat().st_mode & 0o077
            if open_to_others and not self.folder.exists() and any(self.home.iterdir()):
                message = f"{self.home} can be read by others and contains other files"
                raise EngineStartError(message, "Set ANSVAR_HOME to a folder of its own.")
        make_folder(self.home)
        make_folder(self.folder)

    def _wait_for(self, lock: filelock.BaseFileLock, began: float) -> None:
        """Wait for the lock as long as its holder can be starting an engine; say who that is.

        Raises
        ------
        EngineStartError
            The holder has had it for longer, or is unknown.
        """
        path = self.folder / "engine.lock"
        holder, since = lock_holder(path), 0.0
        with suppress(OSError, ValueError, KeyError, TypeError, psutil.Error):
            told = json.loads((self.folder / "engine.holder").read_text(encoding="utf-8"))
            if holder is None or holder.pid == told["pid"]:
                holder, since = psutil.Process(told["pid"]), float(told["since"])
        who = "another process" if holder is None else f"process {holder.pid}{_called(holder)}"
        age = f" for {time.time() - since:.0f} s" if since else ""
        self._tell(f"waiting for {who}, which has been starting or stopping the engine{age}")
        # a holder that did not say since when is none of our commands: it will not be done soon
        left = since + _START_SECONDS - time.time() if since else 0.0
        try:
            lock.acquire(timeout=max(left, 0.0))
        except filelock.Timeout as error:
            waited = time.monotonic() - began
            lived = f", which began {_ago(holder)}," if holder else ""
            message = f"{who}{lived} holds {path}{age}; waited {waited:.0f} s"
            hint = f"Wait for it, or stop it: kill {holder.pid}" if holder else "Stop it, and try again."
            raise EngineStartError(message, hint) from error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the operating system says into what happened and what then."""
        try:
            yield
        except PermissionError as error:
            message = f"no permission to write in {self.folder}"
            raise EngineStartError(message, "Set ANSVAR_HOME to a folder of your own.") from error
        except OSError as error:
            message = f"the folder {self.folder} cannot be used: {error.strerror or error}"
            raise EngineStartError(message, "Set ANSVAR_HOME to another folder.") from error

    def _start(self) -> Running:
        self._check_room()
        for attempt in range(_TRIES):
            self._end_all(self.folder)
            try:
                return self._start_once()
            except _PortTakenError:
                if attempt + 1 == _TRIES:
                    message = f"no free port was found on 127.0.0.1 in {_TRIES} tries"
                    hint = "Stop whatever is using the ports, and try again."
                    raise EngineStartError(message, hint) from None
            except EngineStartError:
                # a start that was interrupted a moment ago may have become a process only now
                if attempt + 1 == _TRIES or not any(engines_in(self.folder)):
                    raise
        raise AssertionError

    def _check_room(self) -> None:
        free = shutil.disk_usage(self.folder).free
        if free < _NEEDED_BYTES:
            message = (
                f"the disk that holds {self.folder} is full: {free // 1024**2} MB free, "
                f"the engine needs {_NEEDED_BYTES // 1024**2} MB"
            )
            raise EngineStartError(message, "Free some space, or set ANSVAR_HOME to another disk.")

    def _start_once(self) -> Running:
        writer, reader = ((f"{name}-{secrets.token_hex(8)}", secrets.token_urlsafe(24)) for name in "wr")
        bolt, http = _free_ports(2)
        with self._explained():
            self.state_file.unlink(missing_ok=True)
            write_configuration(self.folder, DATABASE, writer, reader)
            self.log_file.unlink(missing_ok=True)
            log = open_new(self.log_file)
            try:
                # a session of its own, so that Ctrl-C in the terminal does not reach it
                child = subprocess.Popen(
                    command(self.folder, DATABASE, bolt, http, self._memory, self._seconds),
                    cwd=self.folder,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,
                    umask=0o077,
                )
            finally:
                os.close(log)
        try:
            process = psutil.Process(child.pid)
            if self._nice and os.name != "nt":
                process.nice(self._nice)
            place = place_of(self.folder)
            running = Running(place, child.pid, process.create_time(), bolt, http, writer, reader)
            self._wait_until_ready(child, running)
            with self._explained():
                write_file(self.state_file, json.dumps(asdict(running)))
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

    # -- for people ----------------------------------------------------------------------------

    def status(self) -> dict[str, Any]:
        """Tell what runs: running, pid, address, memory in bytes, since when (seconds since 1970)."""
        running = self.running()
        process = running.process(self.folder) if running else None
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


def _called(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return f" ({process.name()})"
    return ""


def _ago(process: psutil.Process) -> str:
    with suppress(psutil.Error):
        return f"{time.time() - process.create_time():.0f} s ago"
    return "some time ago"


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
