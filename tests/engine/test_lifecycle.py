"""The embedded engine's life: started when asked for, shared, private, and safe to kill."""

import json
import os
import signal
import stat
import subprocess
import sys

import psutil
import pytest
from suite.engines import ROOT
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import generated
from ansvar.graph.engine import Settings, open_store
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.errors import EngineError, EngineUnreachableError
from ansvar.graph.load.loader import load_files

pytestmark = [pytest.mark.embedded, pytest.mark.slow]

OURS = """
import json, sys
from pathlib import Path
from ansvar.graph.cypher import generated
from ansvar.graph.engine import Settings, open_store
with open_store(Settings(home=Path(sys.argv[1]))) as store:
    print(json.dumps({"uri": store.uri, "version": store.verify()}))
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Give a folder of an installation that is not there yet; whatever runs in it is stopped at the end."""
    folder = tmp_path_factory.mktemp("lifecycle") / "a new" / "folder"
    yield folder
    EmbeddedEngine(folder).stop()


@pytest.fixture
def engine(home):
    return EmbeddedEngine(home)


@pytest.fixture
def running(engine):
    return engine.ensure()


@pytest.fixture
def files(tmp_path):
    return [
        write(tmp_path / "norm.yaml", instruction(*HOUSE)),
        write(tmp_path / "west.yaml", organisation(*WEST)),
    ]


def fingerprint(home):
    """Open the graph as any command does, and hash what is in it."""
    with open_store(Settings(home=home)) as store:
        return snapshot(store.read).fingerprint()


def end(process):
    """Wait for a killed child; the shell of a user would do that."""
    try:
        process.wait(10)
    except psutil.NoSuchProcess:
        return


def test_nothing_runs_before_somebody_asks(home, engine):
    """Looking at the state starts nothing and makes no folder."""
    if home.exists():
        pytest.skip("another test of this file came first")

    assert engine.running() is None
    assert engine.status() == {"running": False, "folder": str(home / "engine")}
    assert engine.stop() is False
    assert not home.exists()


def test_the_first_question_starts_it_and_the_next_one_finds_it(home):
    with open_store(Settings(home=home)) as first, open_store(Settings(home=home)) as second:
        assert first.uri == second.uri
        assert "ArcadeDB" in first.verify()


def test_it_outlives_the_command_that_started_it(home, running):
    command = [sys.executable, "-c", OURS, home]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    assert json.loads(done.stdout)["uri"] == running.uri
    assert psutil.pid_exists(running.pid)


def test_it_tells_what_runs(engine, running):
    status = engine.status()

    assert (status["running"], status["pid"], status["uri"]) == (True, running.pid, running.uri)
    assert status["memory"] > 1024**2


# -- nobody else can see or reach it ---------------------------------------------------------------------


def test_everything_it_writes_belongs_to_its_owner_only(home, running, files):
    """Other users of the machine can read neither the data nor the passwords."""
    with open_store(Settings(home=home)) as store:
        load_files(store, files)

    open_to_others = {
        str(path.relative_to(home)): oct(stat.S_IMODE(path.lstat().st_mode))
        for path in [home / "engine", *(home / "engine").rglob("*")]
        if stat.S_IMODE(path.lstat().st_mode) & 0o077
    }

    assert open_to_others == {}


def test_no_password_is_in_its_arguments_or_its_environment(running):
    process = psutil.Process(running.pid)
    seen = " ".join([*process.cmdline(), *(f"{name}={value}" for name, value in process.environ().items())])

    for name, password in (running.writer, running.reader):
        assert len(password) >= 24
        assert password not in seen
        assert name not in seen, "whoever knows the name of an account can lock it"


def test_no_password_is_in_its_log_or_in_what_python_prints(home, running):
    printed = repr(running) + (home / "engine" / "engine.log").read_text(encoding="utf-8", errors="replace")
    stored = (home / "engine" / "config" / "server-users.jsonl").read_text(encoding="utf-8")

    for _, password in (running.writer, running.reader):
        assert password not in printed
        assert password not in stored, "only salted hashes are kept"


def test_it_listens_on_this_machine_only(running):
    process = psutil.Process(running.pid)
    addresses = {c.laddr.ip for c in process.net_connections("inet") if c.status == psutil.CONN_LISTEN}

    assert {address.removeprefix("::ffff:") for address in addresses} == {"127.0.0.1"}


def test_accounts_are_made_anew_at_each_start(engine, running):
    before = {*running.writer, *running.reader}
    engine.stop()

    again = engine.ensure()

    assert not {*again.writer, *again.reader} & before
    assert len({*again.writer, *again.reader}) == 4


# -- stopping, killing, two at once ------------------------------------------------------------------------


def test_stopping_is_clean_and_keeps_the_data(home, engine, running, files):
    with open_store(Settings(home=home)) as store:
        kept = load_files(store, files).fingerprint

    assert engine.stop() is True
    assert engine.running() is None
    assert not engine.state_file.exists(), "the passwords are gone with the process"
    assert not psutil.pid_exists(running.pid)
    assert engine.stop() is False
    assert fingerprint(home) == kept


def test_after_a_kill_the_engine_starts_with_all_its_data(home, engine, running, files):
    """After a kill the next command starts it again with all its data.

    A power cut, or the system's own killer when memory is short.
    """
    with open_store(Settings(home=home)) as store:
        kept = load_files(store, files).fingerprint
    process = psutil.Process(running.pid)
    os.kill(running.pid, signal.SIGKILL)
    end(process)

    assert engine.running() is None, "a file left behind by a killed engine counts as none"
    assert fingerprint(home) == kept
    assert engine.running().pid != running.pid


def test_an_engine_that_dies_in_a_write_leaves_nothing(home, engine, running, files, capfd):
    """An engine that dies in the middle of a write is told and leaves nothing.

    As where it runs out of memory; the driver's own notes stay out of what a person reads.
    """
    with open_store(Settings(home=home)) as store:
        load_files(store, files)
        before = snapshot(store.read).fingerprint()

        def work(tx):
            tx.run(generated("test.node", "CREATE (:Entity {key: 'half'})", {}))
            os.kill(running.pid, signal.SIGKILL)
            psutil.wait_procs([psutil.Process(running.pid)], timeout=10)
            tx.run(generated("test.more", "CREATE (:Entity {key: 'more'})", {}))

        with pytest.raises(EngineUnreachableError) as lost:
            store.write(work)

    assert str(lost.value).splitlines()[0] == (
        f"the engine at {running.uri} was lost during a write; nothing was written"
    )
    assert "ANSVAR_ENGINE_MEMORY" in str(lost.value)
    assert capfd.readouterr().err == ""
    assert fingerprint(home) == before


def test_two_commands_at_once_end_with_one_engine(home, engine):
    engine.stop()
    command = [sys.executable, "-c", OURS, str(home)]

    both = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = [json.loads(process.communicate(timeout=120)[0]) for process in both]

    assert answers[0] == answers[1]
    assert [process.returncode for process in both] == [0, 0]
    every = psutil.process_iter(["cmdline"])
    servers = [p for p in every if str(home / "engine") in " ".join(p.info["cmdline"] or [])]
    assert [p.pid for p in servers] == [engine.running().pid]


def test_a_reused_process_number_is_not_the_engine(engine, running):
    """A number that went to another process is not taken for the engine.

    After a restart of the machine the same number may be anybody's.
    """
    state = json.loads(engine.state_file.read_text(encoding="utf-8"))
    other = psutil.Process()
    saved = json.dumps(state)
    engine.state_file.write_text(json.dumps(state | {"pid": other.pid}), encoding="utf-8")
    try:
        assert engine.running() is None
    finally:
        engine.state_file.write_text(saved, encoding="utf-8")
    assert engine.running() is not None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"pid": 1}', "null", '{"pid": "x"}'])
def test_a_damaged_state_file_counts_as_no_engine(tmp_path, content):
    engine = EmbeddedEngine(tmp_path)
    engine.folder.mkdir()
    engine.state_file.write_text(content, encoding="utf-8")

    assert engine.running() is None


def test_a_store_on_an_engine_that_was_stopped_says_so(home, engine, files):
    with open_store(Settings(home=home)) as store:
        engine.stop()
        with pytest.raises(EngineError) as caught:
            load_files(store, files)

    assert caught.value.exit_code == 4


def test_an_engine_in_use_can_be_stopped_from_elsewhere(tmp_path):
    """Another command stops what a program that still runs has started.

    The dead engine stays in the list of processes until its parent looks; nobody waits for that.
    """
    engine = EmbeddedEngine(tmp_path)
    running = engine.ensure()

    code = "import sys; from pathlib import Path; from ansvar.graph.engine.embedded import EmbeddedEngine\n"
    code += "print(EmbeddedEngine(Path(sys.argv[1])).stop())"
    stopped = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip

    assert (stopped.returncode, stopped.stdout, stopped.stderr) == (0, "True\n", "")
    assert running.process(engine.folder) is None
    assert engine.running() is None
