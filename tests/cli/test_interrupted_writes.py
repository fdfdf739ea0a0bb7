"""What was kept is never told as refused, nor the other way round: Ctrl-C, and engines that are lost."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time

import neo4j
import pytest
from suite.engines import ROOT
from suite.faces import EMBEDDED
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph import interrupts
from ansvar.graph.journal.book import change_sets

BY_A = (*WEST, "person:a holds post:contact")
BY_B = (*WEST, "person:b holds post:contact")
LOST = "was lost during a write; nothing was written"
STANDS = "Written as change set 2, which stands; to undo it: ansvar undo 2. Then something went wrong:\n"
INTERRUPTED = "ansvar: interrupted. Written as change set 2, which stands. To undo it: ansvar undo 2\n"
NOTHING = "ansvar: interrupted; nothing was written\n"


def numbers(store):
    return [entry.number for entry in change_sets(store.read)]


@pytest.fixture
def commits(monkeypatch):
    """Give what makes the next commit of a change set go wrong: before the engine gets it, or after."""
    real = neo4j.ManagedTransaction._commit

    def go_wrong(*, kept, how=None, times=1):
        left = [times]

        def commit(self):
            writes = interrupts._held and interrupts._held[0].committing  # questions commit too
            if not left[0] or not writes:
                return real(self)
            left[0] -= 1
            if kept:
                real(self)
            else:
                self._rollback()
            if how:
                return how()
            raise neo4j.exceptions.IncompleteCommit("the connection is gone")

        monkeypatch.setattr(neo4j.ManagedTransaction, "_commit", commit)

    return go_wrong


def press_ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


@pytest.fixture
def verbs(house, fresh, tmp_path):
    """Give the verbs that write, each ready to make change set 2."""
    assert house(*BY_A).code == 0
    norm, who = tmp_path / "house" / "norm.yaml", tmp_path / "house" / "who.yaml"
    write(norm, instruction(*HOUSE))
    write(who, organisation(*BY_B))
    on = ("--on", "2018-07-01")
    found = json.loads(fresh("gaps", *on, "--format", "json", "--fail-on", "none").out)["items"][0]["id"]
    return {
        "load": ("load", str(norm), str(who)),
        "import": ("import", str(who)),
        "undo": ("undo", "1"),
        "accept": ("gaps", "accept", found, "--reason", "soon", "--until", "2018-09-01", *on),
    }


_MOMENTS = 12
_READY = "import ansvar.cli.main; print('ready', flush=True); ansvar.cli.main.main()"

VERBS = pytest.mark.parametrize("verb", ["load", "import", "undo", "accept"])


@VERBS
def test_a_commit_without_answer_is_checked_and_told(verb, verbs, fresh, store, commits):
    """A commit whose answer was lost is asked for again and told as kept."""
    commits(kept=True)

    said = fresh(*verbs[verb])

    assert (said.code, said.err) == (0, "")
    assert numbers(store) == [2, 1]
    assert fresh("doctor").code == 0


@VERBS
def test_a_commit_that_never_came_is_told_as_not_written(verb, verbs, fresh, store, commits):
    commits(kept=False)

    said = fresh(*verbs[verb])

    assert (said.code, said.out) == (4, "")
    assert LOST in said.err
    assert "Written as" not in said.err
    assert numbers(store) == [1]
    assert fresh("doctor").code == 0


def test_what_nobody_can_be_asked_about_is_told_as_not_known(verbs, fresh, store, commits, monkeypatch):
    monkeypatch.setattr("ansvar.graph.journal.commit._PATIENCE_SECONDS", 0.0)
    commits(kept=True, times=3)  # the change set, leaving the line of writers, and asking again

    said = fresh(*verbs["load"])

    assert (said.code, said.out) == (4, "")
    assert "it is not known whether anything was saved" in said.err
    assert "ansvar log" in said.err
    assert numbers(store) == [2, 1]


@VERBS
def test_ctrl_c_waits_for_the_commit(verb, verbs, fresh, store, commits):
    """Ctrl-C during the commit waits for it and says what was written."""
    commits(kept=True, how=press_ctrl_c)

    said = fresh(*verbs[verb])

    assert (said.code, said.err) == (130, INTERRUPTED)
    assert numbers(store) == [2, 1]
    assert fresh("log").code == 0


@VERBS
def test_ctrl_c_before_the_commit_leaves_nothing(verb, verbs, fresh, store, monkeypatch):
    from ansvar.graph.store import Transaction

    real = Transaction.run_rows

    def press_and_go_on(self, statement, rows):
        press_ctrl_c()
        return real(self, statement, rows)

    monkeypatch.setattr(Transaction, "run_rows", press_and_go_on)

    said = fresh(*verbs[verb])

    assert (said.code, said.err, said.out) == (130, NOTHING, "")
    assert numbers(store) == [1]


def test_a_second_ctrl_c_says_that_it_is_not_known(verbs, fresh, store, commits):
    """A second Ctrl-C during the commit says that it is not known."""

    def twice():
        press_ctrl_c()
        press_ctrl_c()

    commits(kept=True, how=twice)

    said = fresh(*verbs["load"])

    assert said.code == 130
    assert said.err.startswith(
        "ansvar: interrupted while saving. It is not known whether anything was written."
    )
    assert "ansvar log" in said.err


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_ctrl_c_after_the_commit_says_that_it_stands(lang, verbs, fresh, store, monkeypatch):
    monkeypatch.setenv("ANSVAR_LANG", lang)
    monkeypatch.setattr("ansvar.cli.load.write_report", lambda *_, **__: press_ctrl_c())

    said = fresh(*verbs["load"])

    told = {"nb": "ansvar: avbrutt. Skrevet som endringssett 2, som er lagret. Angre med: ansvar undo 2\n"}
    assert (said.code, said.err) == (130, told.get(lang, INTERRUPTED))
    assert numbers(store) == [2, 1]


def test_an_engine_lost_after_the_commit_is_told_last(verbs, fresh, store, monkeypatch):
    """An engine that is lost after the commit is told after what was written."""
    from ansvar.graph.errors import EngineUnreachableError

    def lost(*_, **__):
        message = "no graph engine answers"
        raise EngineUnreachableError(message, "Start it.")

    monkeypatch.setattr("ansvar.cli.load.write_report", lost)

    said = fresh(*verbs["load"])

    assert (said.code, said.out) == (4, "")
    assert said.err == STANDS + "ansvar: no graph engine answers\n  Start it.\n"
    assert numbers(store) == [2, 1]


def test_an_unwritable_manifest_refuses_no_write(verbs, fresh, store, monkeypatch):
    """A manifest that cannot be written does not make a write refused."""

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("ansvar.graph.engine.manifest.write_file", full)

    said = fresh(*verbs["load"])

    assert said.code == 4
    assert said.err.startswith(STANDS + "ansvar: the state of the graph cannot be recorded in ")
    assert "No space left on device" in said.err
    assert numbers(store) == [2, 1]


@EMBEDDED
@pytest.mark.slow
def test_ctrl_c_at_any_moment_agrees_with_the_log(bench, store, tmp_path):
    """Ctrl-C at any moment of an import says what the log says.

    A real command, interrupted at moments all over its run; what it said is compared with the journal.
    """
    home = bench.where
    env = {k: v for k, v in os.environ.items() if not k.startswith("NEO4J_")}
    env |= {"ANSVAR_HOME": str(home), "ANSVAR_LANG": "en", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    places = tuple(f"centre:x{n} in region:r" for n in range(150))

    def start(name):
        who = write(tmp_path / "who.yaml", organisation(*WEST, *places, f"person:{name} holds post:contact"))
        process = subprocess.Popen(
            [sys.executable, "-c", _READY, "import", str(norm), str(who)],
            env=env, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return process

    begun = 0.0
    for name in ("first", "second"):
        process = start(name)
        begun = time.monotonic()
        out, err = process.communicate(timeout=120)
        assert process.returncode == 0, err
    whole = time.monotonic() - begun
    interrupted = 0
    for turn in range(_MOMENTS):
        before = numbers(store)[0]
        process = start(f"p{turn}")
        time.sleep(0.05 + whole * turn / _MOMENTS)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=120)
        after = numbers(store)[0]
        assert "Traceback" not in err, err
        # Python ends itself by the signal where it came in the middle of an import; a shell calls both 130
        assert process.returncode in (0, 130, -signal.SIGINT), err
        if "interrupted" not in err:
            assert (after, bool(out)) == (before + 1, True)
        elif after == before:
            assert err.endswith(NOTHING), err
        else:
            assert after == before + 1
            assert re.search(rf"Written as change set {after}, which stands.*ansvar undo {after}\n$", err), (
                err
            )
        interrupted += "interrupted" in err
    assert interrupted > _MOMENTS // 2
