"""A first load in batches: nothing of it counts before all of it does, whatever ends it."""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import psutil
import pytest
from suite.engines import EXAMPLE, ROOT, Address
from suite.faces import EMBEDDED
from suite.words import organisation

from ansvar.graph import limits
from ansvar.graph.content.origin import SourceFile
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement, generated
from ansvar.graph.engine import open_embedded
from ansvar.graph.engine.embedded import DATABASE, EmbeddedEngine
from ansvar.graph.errors import EngineError, EngineWriteError, QuestionError
from ansvar.graph.journal import ticket
from ansvar.graph.journal.audit import audit
from ansvar.graph.journal.book import change_sets, head
from ansvar.graph.journal.firstload import Batches, clear, clear_unless_loading
from ansvar.graph.load.loader import load_files
from ansvar.graph.store import Store
from ansvar.queries.gaps.query import gaps
from ansvar.queries.names import EMPTY
from ansvar.queries.trace import trace

if TYPE_CHECKING:
    from ansvar.graph.journal.writer import LoadReport

DAY = dt.date(2018, 6, 1)
EVERYTHING = Statement("test.all", "MATCH (n) RETURN count(n) AS number", {})
_COUNTED = generated(
    "test.count", "MATCH (n) WHERE n:Entity OR n:Record OR n:FirstLoad RETURN count(n) AS number", {}
)


@pytest.fixture
def small(monkeypatch):
    """Have every first load go in batches, of a few rows each."""
    monkeypatch.setattr(limits, "FIRST_LOAD", 0)
    monkeypatch.setattr("ansvar.graph.store._BATCH", 100)


@pytest.fixture
def broken_off(bench, small, monkeypatch):
    """Give a graph in which a first load ended before its last transaction."""
    real = Batches.end

    def lost(*_):
        message = "the engine is gone"
        raise EngineError(message)

    store = bench.empty()
    monkeypatch.setattr(Batches, "end", lost)
    with pytest.raises(EngineError, match="the engine is gone"):
        load_files(store, EXAMPLE)
    monkeypatch.setattr(Batches, "end", real)
    return store


def there(store):
    """Count what there is, hidden or not; the marks of tests and the line of writers apart."""
    return store.write(lambda tx: tx.run(_COUNTED))[0]["number"]


def opening(bench):
    """Give what opens the same graph once more, as another process does."""
    if isinstance(bench.where, Address):
        login = (bench.where.username, bench.where.password)
        return bench.name, bench.where.uri, bench.where.database, login, login
    running = EmbeddedEngine(bench.where).running()
    assert running is not None
    return bench.name, running.uri, DATABASE, running.writer, running.reader


@pytest.fixture
def other(bench):
    """Give what opens the same graph once more."""
    return lambda: Store(*opening(bench))


def assert_whole(store, number=1):
    assert [entry.number for entry in change_sets(store.read)] == list(range(number, 0, -1))
    assert [found for found in audit(store.read).faults.values() if found] == []


def assert_empty(store):
    """Ask in several ways."""
    assert not head(store.read).fingerprint
    assert snapshot(store.read).things == []
    with pytest.raises(QuestionError) as refused:
        trace(store, "centre:vest-3", "child-marriage", "individual-case", DAY)
    assert (refused.value.message, refused.value.hint) == EMPTY
    with pytest.raises(QuestionError) as refused:
        gaps(store, DAY)
    assert refused.value.message == EMPTY[0]


@pytest.mark.slow
@pytest.mark.parametrize(("more", "batched"), [(0, False), (-1, True)])
def test_a_load_too_large_for_one_write_goes_in_batches(bench, monkeypatch, more, batched):
    """What one transaction holds goes in one and more in batches."""
    kept: list[int] = []
    real = Batches.end

    def end(self, work):
        kept.append(1)
        return real(self, work)

    monkeypatch.setattr(Batches, "end", end)
    once = load_files(bench.empty(), EXAMPLE)
    assert kept == []
    store = bench.empty()
    monkeypatch.setattr(limits, "FIRST_LOAD", once.created + more)

    again = load_files(store, EXAMPLE)

    assert again == once
    assert bool(kept) is batched
    assert_whole(store)
    assert load_files(store, EXAMPLE).change_set == 0


@pytest.mark.slow
def test_a_first_load_is_unseen_until_it_is_whole(store, other, small, monkeypatch):
    """Who asks beside a first load sees an empty graph until it is whole."""
    seen: list[tuple[int, bool]] = []
    real = Batches.write
    reader = other()

    def write(self, work):
        done = real(self, work)
        behind = there(store)
        if head(reader.read).fingerprint:
            seen.append((behind, False))
        else:
            assert_empty(reader)
            seen.append((behind, True))
        return done

    monkeypatch.setattr(Batches, "write", write)
    with reader:
        load_files(store, EXAMPLE)

        assert len(seen) > 5
        assert [empty for _, empty in seen] == [True] * (len(seen) - 1) + [False]
        assert max(behind for behind, empty in seen if empty) > 100
        assert trace(reader, "centre:vest-3", "child-marriage", "individual-case", DAY).steps
    assert_whole(store)


def test_a_question_overtaken_by_a_first_load_is_asked_again(store, other, small, monkeypatch):
    """A question that a first load begins behind is asked again.

    Between the look at the mark and the answer all of it is loaded but the last.
    """
    from ansvar.graph import store as module

    real = module._rows_on_day
    begun: list[Statement] = []

    def ask(tx, statement, params):
        if (
            not begun
            and threading.current_thread() is threading.main_thread()
            and statement.name == "content.nodes"
        ):
            begun.append(statement)
            load(store)
        return real(tx, statement, params)

    def load(store):
        with other() as beside:
            end = Batches.end
            monkeypatch.setattr(Batches, "end", lambda *_: None)
            thread = threading.Thread(target=load_files, args=(beside, EXAMPLE))
            thread.start()
            thread.join(120)
            monkeypatch.setattr(Batches, "end", end)

    monkeypatch.setattr(module, "_rows_on_day", ask)

    rows = store.read("content.nodes")

    assert begun
    assert rows == []
    assert there(store) > 50


def test_what_is_derived_part_by_part_is_what_is_derived_at_once(bench, monkeypatch):
    whole = load_files(bench.empty(), EXAMPLE)
    monkeypatch.setattr("ansvar.graph.derive.derivation._BATCH", 3)

    parts = load_files(bench.empty(), EXAMPLE)

    assert (parts.derived, parts.fingerprint) == (whole.derived, whole.fingerprint)
    assert_whole(bench.store)


def test_a_question_of_somebodys_own_waits_for_the_whole_graph(broken_off):
    with pytest.raises(QuestionError, match="a first load is under way or was interrupted"):
        broken_off.read_freely(EVERYTHING, 10, 5)


@pytest.mark.slow
def test_the_next_writer_clears_a_failed_first_load(broken_off):
    """What a failed first load left behind is never seen and cleared by the next writer."""
    assert there(broken_off) > 50
    assert_empty(broken_off)

    file = organisation("dept:u code U", key="org:other")
    load_files(broken_off, [SourceFile("own", file, {})])

    assert "instruction:im-2018-001" not in snapshot(broken_off.read).nodes
    assert there(broken_off) < 20
    assert_whole(broken_off)


@pytest.mark.slow
def test_opening_clears_a_failed_first_load(broken_off):
    """What a failed first load left behind is cleared when the graph is opened."""
    clear_unless_loading(broken_off, "somebody")

    assert there(broken_off) == 0
    assert not broken_off.is_loading()
    load_files(broken_off, EXAMPLE)
    assert_whole(broken_off)


def test_as_long_as_somebody_writes_nobody_else_clears(broken_off):
    before = there(broken_off)
    broken_off.write(lambda tx: tx.run("tickets.take", key="alive", who="somebody"))

    clear_unless_loading(broken_off, "somebody else")

    assert there(broken_off) == before


def test_a_load_that_was_taken_for_dead_cannot_go_on(store, other, small, monkeypatch):
    """Its rows would stand among those of another one."""
    real, batches = Batches.write, []

    def write(self, work):
        batches.append(self)
        if len(batches) == 3:
            with other() as beside:
                monkeypatch.setattr(Batches, "write", real)
                clear(beside)
                beside.write(lambda tx: tx.run("first.begin", token="another one"))
        return real(self, work)

    monkeypatch.setattr(Batches, "write", write)
    with pytest.raises(EngineWriteError, match="gave no sign of life for so long that it was cleared away"):
        load_files(store, EXAMPLE)

    assert there(store) == 1  # the mark of the other one
    load_files(store, EXAMPLE)
    assert_whole(store)


def test_of_two_first_loads_at_once_one_waits_and_finds_all_done(store, other, small):
    reports: list[LoadReport] = []
    told: list[str] = []

    def load():
        with other() as mine:
            reports.append(load_files(mine, EXAMPLE, by="one", tell=told.append))

    threads = [threading.Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)

    assert sorted(report.change_set for report in reports) == [0, 1]
    assert "waiting: one is writing" in told
    assert_whole(store)


def test_a_graph_that_is_not_empty_is_not_taken_for_one(bench, small):
    """One that has lost its state still has its content; behind a mark it would be cleared away."""
    store = bench.empty()
    load_files(store, EXAMPLE)
    lost = generated("test.lose", "MATCH (s:GraphState) DETACH DELETE s", {})
    store.write(lambda tx: tx.run(lost))
    before = there(store)

    file = organisation("dept:u code U", key="org:other")
    with pytest.raises(EngineError):
        load_files(store, [SourceFile("own", file, {})])

    assert not store.is_loading()
    assert there(store) == before


_LOADS = """
import sys
sys.path.insert(0, {tests!r})
from ansvar.graph import limits, store as module
from suite.engines import EXAMPLE
from ansvar.graph.load.loader import load_files
from ansvar.graph.store import Store
limits.FIRST_LOAD, module._BATCH = 0, 50
store = Store(*{opening!r})
print("ready", flush=True)
load_files(store, EXAMPLE)
print("done", flush=True)
"""


@pytest.mark.slow
def test_a_killed_load_leaves_nothing_or_all(bench, store, other, monkeypatch):
    """A load that is killed at any moment leaves an empty graph or all of it.

    The process gets no chance to tidy up; its ticket lapses by itself.
    """
    monkeypatch.setattr(ticket, "_LAPSE", 1_000)
    script = _LOADS.format(tests=str(ROOT / "tests"), opening=opening(bench))
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    left, batches = 0, generated("test.batches", "MATCH (m:FirstLoad) RETURN m.batches AS number", {})
    for moment in (0, 1, 5, 15, 30):
        process = subprocess.Popen(
            [sys.executable, "-c", script], env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        while process.poll() is None:  # until it has written so many transactions
            rows = store.write(lambda tx: tx.run(batches))
            if rows and rows[0]["number"] >= moment:
                break
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)
        assert process.returncode == -signal.SIGKILL
        with other() as beside:
            assert_empty(beside)
            left = max(left, there(beside))
            time.sleep(1.2)
            clear_unless_loading(beside, "the next one")
            assert there(beside) == 0

    assert left > 50
    load_files(store, EXAMPLE)
    assert_whole(store)


@EMBEDDED
@pytest.mark.slow
def test_a_killed_engine_leaves_an_empty_graph(bench, tmp_path, small, monkeypatch):
    """An engine that is killed in the middle leaves an empty graph."""
    engine = EmbeddedEngine(tmp_path / "home")
    real, batches = Batches.write, []

    def write(self, work):
        batches.append(self)
        if len(batches) == 8:
            running = engine.running()
            assert running is not None
            killed = psutil.Process(running.pid)
            killed.kill()
            killed.wait(30)
        return real(self, work)

    try:
        monkeypatch.setattr(Batches, "write", write)
        with open_embedded(engine) as store, pytest.raises(EngineError):
            load_files(store, EXAMPLE)
        monkeypatch.setattr(Batches, "write", real)
        with open_embedded(engine) as store:
            assert there(store) > 50
            assert_empty(store)
            load_files(store, EXAMPLE)
            assert_whole(store)
    finally:
        engine.stop()
