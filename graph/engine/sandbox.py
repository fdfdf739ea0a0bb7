"""Where questions of one's own are asked: an engine beside the real one, with a copy of its graph.

Whoever writes Cypher can ask for more memory than a machine has, and no engine prevents all of it.  Here
such a question ends an engine that holds nothing of worth, and the next question starts it again.  The copy
is made by the engine's own backup, and made anew when the graph was written to.  One question is asked at a
time, so that an end never takes somebody else's question along.
"""

from __future__ import annotations

import atexit
import base64
import http.client
import json
import shutil
import threading
import zipfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from ansvar.graph.engine.embedded import DATABASE, EmbeddedEngine
from ansvar.graph.engine.private_files import make_folder, write_file
from ansvar.graph.errors import EngineError, EngineUnreachableError, QuestionError
from ansvar.graph.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ansvar.graph.engine.process import Running

_MEMORY = "512m"
_SECONDS = 30.0
"""The engine's own limit for one statement; who asks gives up earlier."""
_NICE = 10
"""It stands back for the engine that all others ask."""
_TURN_SECONDS = 20.0
_IDLE_SECONDS = 300.0
_COPY_SECONDS = 120.0
_END_SECONDS = 3.0


class Sandbox:
    """The copy of one embedded engine's graph.

    Parameters
    ----------
    source : EmbeddedEngine
        Whose graph it is.
    """

    def __init__(self, source: EmbeddedEngine) -> None:
        self._source = source
        self._home = source.home / "sandbox"
        self._engine = EmbeddedEngine(self._home, _MEMORY, _SECONDS, _NICE)
        self._idle: threading.Timer | None = None

    @contextmanager
    def open(self) -> Iterator[Store]:
        """Give the copy, as the graph is now; with read-only rights for writing too.

        Raises
        ------
        QuestionError
            Another question is being asked for too long, or the engine of this one had to be ended: it
            gave no answer in time, or ran out of memory.
        EngineError
            The copy cannot be made, or the engine cannot be started.
        """
        make_folder(self._home)
        lock = filelock.FileLock(self._home / "sandbox.lock", mode=0o600)
        try:
            lock.acquire(timeout=_TURN_SECONDS)
        except filelock.Timeout as error:
            message = f"another query of this kind has been running for over {_TURN_SECONDS:.0f} seconds"
            raise QuestionError(message, "Ask again in a while.") from error
        try:
            self._rest()
            running = self._ready()
            with Store("embedded", running.uri, DATABASE, running.reader, running.reader) as store:
                yield store
        except EngineUnreachableError as error:
            if not self._engine.ends_within(_END_SECONDS):
                raise
            message = "the question needed more memory than it is allowed, and was stopped"
            raise QuestionError(message, f"Ask for less; a question may use {_MEMORY}.") from error
        except QuestionError:
            self._engine.end()  # what was given up would go on
            raise
        finally:
            self._idle = threading.Timer(_IDLE_SECONDS, self.close)
            self._idle.daemon = True
            self._idle.start()
            lock.release()

    def close(self) -> None:
        """End its engine, unless somebody asks."""
        with (
            suppress(filelock.Timeout, OSError, EngineError),
            filelock.FileLock(self._home / "sandbox.lock", timeout=0, mode=0o600),
        ):
            self._engine.end()

    def _rest(self) -> None:
        """Let the clock of the last question no longer end the engine."""
        if self._idle is None:
            atexit.register(self.close)
        else:
            self._idle.cancel()

    def _ready(self) -> Running:
        """Give the engine with a copy that is as the graph is."""
        running = self._source.ensure()
        with Store("embedded", running.uri, DATABASE, running.reader, running.reader) as store:
            rows = store.read("engine.written")
        now = json.dumps(rows)
        holds = self._home / "holds"
        if not holds.exists() or holds.read_text(encoding="utf-8") != now:
            holds.unlink(missing_ok=True)
            self._engine.end()
            self._copy(running)
            write_file(holds, now)
        return self._engine.ensure()

    def _copy(self, running: Running) -> None:
        """Have the engine back its database up, and unpack that where the copy's engine looks for it."""
        archive = self._source.folder / "backups" / DATABASE / _back_up(running)
        target = self._engine.folder / "databases" / DATABASE
        try:
            shutil.rmtree(target, ignore_errors=True)
            for folder in (self._engine.folder, target.parent, target):
                make_folder(folder)
            with zipfile.ZipFile(archive) as package:
                package.extractall(target)
        except (OSError, zipfile.BadZipFile) as error:
            message = f"no copy of the graph could be made in {self._home}: {error}"
            raise EngineError(
                message, "Your own questions are asked of a copy; free some disk space."
            ) from error
        finally:
            archive.unlink(missing_ok=True)


def _back_up(running: Running) -> str:
    """Have a running engine back its database up; give the name of the archive."""
    login = base64.b64encode(":".join(running.writer).encode()).decode()
    connection = http.client.HTTPConnection("127.0.0.1", running.http_port, timeout=_COPY_SECONDS)
    try:
        connection.request(
            "POST",
            f"/api/v1/command/{DATABASE}",
            json.dumps({"language": "sql", "command": "BACKUP DATABASE"}),
            {"Content-Type": "application/json", "Authorization": f"Basic {login}"},
        )
        answer = json.load(connection.getresponse())
        return Path(str(answer["result"][0]["backupFile"])).name
    except (OSError, http.client.HTTPException, ValueError, LookupError, TypeError) as error:
        message = f"the embedded engine could not copy its graph: {error!r}"
        raise EngineError(message, "`ansvar doctor` shows what state it is in.") from error
    finally:
        connection.close()
