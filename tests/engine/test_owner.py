"""One sure owner of the engine: who started it, where it was written down, and who may not take it over."""

import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time

import filelock
import neo4j
import psutil
import pytest
from suite.engines import ROOT
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.engine import Settings, open_store
from ansvar.graph.engine.arcadedb import MAIN_CLASS
from ansvar.graph.engine.embedded import DATABASE, EmbeddedEngine
from ansvar.graph.engine.process import engines_in
from ansvar.graph.errors import EngineStartError
from ansvar.graph.load.loader import load_files

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

START = "import sys; from pathlib import Path; from ansvar.graph.engine.embedded import EmbeddedEngine\n"
START += "print(EmbeddedEngine(Path(sys.argv[1])).ensure().pid)"
HOLD = "import sys, time, filelock\nwith filelock.FileLock(sys.argv[1]):\n "
HOLD += "print('held', flush=True)\n time.sleep(60)"


@pytest.fixture
def home(tmp_path):
    """Give a folder for an installation; whatever runs in it, or beside it, is ended afterwards."""
    yield tmp_path / "home"
    for process in list(engines_in(tmp_path)):
        process.kill()
        process.wait(10)


@pytest.fixture(scope="module")
def calm(tmp_path_factory):
    """Give the folder of an engine that runs, for tests that leave it as it was."""
    home = tmp_path_factory.mktemp("calm") / "home"
    EmbeddedEngine(home).ensure()
    yield home
    EmbeddedEngine(home).stop()


def running_in(home):
    """Give the engine of an installation, which has to run."""
    running = EmbeddedEngine(home).running()
    assert running is not None
    return running


def started(home):
    """Start a command that starts the engine, and give it back at the moment when the engine is a process."""
    command = subprocess.Popen(
        [sys.executable, "-c", START, home], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    while not any(MAIN_CLASS in " ".join(child.cmdline()) for child in children(command)):
        assert command.poll() is None, command.communicate()
        time.sleep(0.005)
    return command


def children(command):
    try:
        return [child for child in psutil.Process(command.pid).children() if child.is_running()]
    except psutil.Error:
        return []


def pids(folder):
    return [process.pid for process in engines_in(folder)]


def load_west(home, folder):
    """Load a small organisation, and give the fingerprint."""
    files = [
        write(folder / "norm.yaml", instruction(*HOUSE)),
        write(folder / "west.yaml", organisation(*WEST)),
    ]
    with open_store(Settings(home=home)) as store:
        return load_files(store, files).fingerprint


def fingerprint(home):
    with open_store(Settings(home=home)) as store:
        return snapshot(store.read).fingerprint()


# -- an interrupted start --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "delay"),
    [("SIGKILL", 0.0), ("SIGKILL", 0.6), ("SIGTERM", 0.3), ("SIGHUP", 1.2), ("SIGINT", 0.1)],
)
def test_next_command_recovers_from_interrupted_start(home, sign, delay):
    """The engine that was left behind is found by the folder that it works in, and ended."""
    command = started(home)
    time.sleep(delay)
    command.send_signal(getattr(signal, sign))
    command.communicate(timeout=30)

    running = EmbeddedEngine(home).ensure()

    assert pids(home) == [running.pid]
    with open_store(Settings(home=home)) as store:
        assert "ArcadeDB" in store.verify()


def test_stop_ends_engine_of_interrupted_start(home):
    command = started(home)
    command.kill()
    command.communicate(timeout=30)
    waited = time.monotonic() + 10
    while not pids(home) and time.monotonic() < waited:
        time.sleep(0.05)
    assert len(pids(home)) == 1, EmbeddedEngine(home).log_file.read_text(encoding="utf-8")

    assert EmbeddedEngine(home).stop() is True

    assert pids(home) == []


@pytest.mark.parametrize("content", ["{", '{"pid": "x"}'])
def test_garbled_state_file_does_not_lock_out(home, tmp_path, content):
    kept = load_west(home, tmp_path)
    engine = EmbeddedEngine(home)
    engine.state_file.write_text(content, encoding="utf-8")

    assert fingerprint(home) == kept
    assert pids(home) == [running_in(home).pid]


def test_engine_that_does_not_end_is_named(calm, monkeypatch):
    engine = EmbeddedEngine(calm)
    running = engine.ensure()
    kept = engine.state_file.rename(engine.folder / "kept")

    def denied(self):
        raise psutil.AccessDenied(self.pid)

    with monkeypatch.context() as patch:
        patch.setattr(psutil.Process, "terminate", denied)
        with pytest.raises(EngineStartError) as refused:
            engine.ensure()

    kept.rename(engine.state_file)
    assert str(refused.value) == (
        f"the embedded engine (process {running.pid}) belongs to somebody else\n"
        f"  Stop it by hand: kill {running.pid}"
    )


# -- a state file counts only where it was written -------------------------------------------------------


def test_copied_home_starts_its_own_engine(home, tmp_path):
    kept = load_west(home, tmp_path)
    original = running_in(home)
    copy = tmp_path / "copy"
    shutil.copytree(home, copy)

    assert EmbeddedEngine(copy).running() is None
    assert fingerprint(copy) == kept

    own = running_in(copy)
    assert own.pid != original.pid
    assert own.uri != original.uri
    assert EmbeddedEngine(home).running() == original, "the original goes on"


def test_moved_home_starts_its_own_engine(home, tmp_path):
    kept = load_west(home, tmp_path)
    before = running_in(home)
    moved = home.rename(tmp_path / "moved")

    assert EmbeddedEngine(moved).running() is None
    assert fingerprint(moved) == kept
    assert before.pid not in pids(moved), "the one that was moved along has been ended"
    assert len(pids(moved)) == 1


@pytest.mark.parametrize("part", range(4), ids=["machine", "folder", "number", "owner"])
def test_state_of_another_place_is_refused(calm, part):
    engine = EmbeddedEngine(calm)
    kept = engine.state_file.read_text(encoding="utf-8")
    told = json.loads(kept)
    told["place"][part] = "elsewhere" if part < 2 else told["place"][part] + 1
    engine.state_file.write_text(json.dumps(told), encoding="utf-8")

    found = engine.running()

    engine.state_file.write_text(kept, encoding="utf-8")
    assert found is None
    assert engine.running() is not None


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files to another user")
@pytest.mark.parametrize("part", ["", "engine", "engine/engine.json"])
def test_files_of_another_user_are_refused(calm, part):
    """Whoever can plant a state file would be sent the owner's writes."""
    engine = EmbeddedEngine(calm)
    os.chown(calm / part, 65534, -1)

    with pytest.raises(EngineStartError) as refused:
        engine.ensure()

    os.chown(calm / part, 0, -1)
    assert str(refused.value).startswith(f'{calm / part} belongs to the user "nobody", not to you')
    assert engine.running() is not None


@pytest.mark.parametrize("umask", [0o000, 0o777])
def test_home_is_private_whatever_the_umask(home, umask):
    before = os.umask(umask)
    try:
        EmbeddedEngine(home).ensure()
    finally:
        os.umask(before)

    modes = {path: stat.S_IMODE(path.lstat().st_mode) for path in [home, *home.rglob("*")]}
    wrong = {
        str(path): oct(mode)
        for path, mode in modes.items()
        if mode & 0o077 or not mode & (0o700 if path.is_dir() else 0o600)
    }
    assert wrong == {}


def test_home_of_an_earlier_version_is_narrowed(home):
    (home / "engine").mkdir(parents=True)
    home.chmod(0o755)

    EmbeddedEngine(home).ensure()

    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_folder_with_other_things_that_others_read_is_refused(home):
    home.mkdir()
    home.chmod(0o755)
    (home / "thesis.txt").touch()

    with pytest.raises(EngineStartError, match="contains other files"):
        EmbeddedEngine(home).ensure()

    assert stat.S_IMODE(home.stat().st_mode) == 0o755


# -- accounts and the lock -------------------------------------------------------------------------------


def test_wrong_passwords_of_a_stranger_do_not_lock_the_owner_out(calm):
    """The engine locks an account after a dozen wrong passwords; a stranger does not know its name."""
    running = EmbeddedEngine(calm).ensure()
    for name in ("root", "reader", "admin", "neo4j") * 5:
        with (
            neo4j.GraphDatabase.driver(running.uri, auth=(name, "wrong")) as driver,
            pytest.raises(neo4j.exceptions.Neo4jError),
        ):
            driver.execute_query("RETURN 1", database_=DATABASE)

    with open_store(Settings(home=calm)) as store:
        assert "ArcadeDB" in store.verify()


def test_lock_of_another_process_is_told_after_five_seconds(home):
    (home / "engine").mkdir(parents=True, mode=0o700)
    path = home / "engine" / "engine.lock"
    holder = subprocess.Popen([sys.executable, "-c", HOLD, path], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    told: list[str] = []
    began = time.monotonic()

    with pytest.raises(EngineStartError) as refused:
        EmbeddedEngine(home, tell=told.append).ensure()

    holder.kill()
    holder.communicate()
    assert 5 <= time.monotonic() - began < 8
    assert told[0].startswith(f"waiting for process {holder.pid} (python")
    words = str(refused.value)
    assert words.startswith(f"process {holder.pid} (python")
    assert " s ago, holds " in words
    assert words.endswith(f"Wait for it, or stop it: kill {holder.pid}")


def test_start_of_another_command_is_waited_for(home):
    """A start takes longer than the five seconds on a busy machine; its age is told, and it is waited for."""
    (home / "engine").mkdir(parents=True, mode=0o700)
    path = home / "engine" / "engine.lock"
    told = []
    with filelock.FileLock(path):
        note = {"pid": os.getpid(), "since": time.time() - 2}
        (home / "engine" / "engine.holder").write_text(json.dumps(note), encoding="utf-8")
        code = START.replace("Path(sys.argv[1])", "Path(sys.argv[1]), tell=print")
        command = subprocess.Popen(
            [sys.executable, "-u", "-c", code, home], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert command.stdout is not None
        told.append(command.stdout.readline())
    answer = command.communicate(timeout=60)[0]

    assert told[0].startswith(f"waiting for process {os.getpid()} (")
    assert " for 7 s" in told[0] or " for 8 s" in told[0]
    assert int(answer) == running_in(home).pid
