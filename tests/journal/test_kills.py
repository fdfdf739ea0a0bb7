"""Killed in the middle: nothing that was acknowledged is lost, nothing is half written.

A real command in a home of its own; its process, or the embedded engine's, is killed at moments all over it.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import subprocess
import sys
import time

import psutil
import pytest
from suite.engines import ROOT
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.engine import Settings, open_store
from ansvar.graph.engine.embedded import EmbeddedEngine
from ansvar.graph.journal.book import head
from ansvar.queries.gaps.query import gaps

pytestmark = [pytest.mark.slow, pytest.mark.embedded]

VERBS = ("load", "import", "accept", "undo", "load")
"""Each of them is killed once by its client's end and once by its engine's."""
DAY = dt.date(2018, 6, 1)


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "home"
    yield home
    EmbeddedEngine(home).stop()


@pytest.fixture
def ansvar(home):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("NEO4J_", "ANSVAR_"))}
    env |= {"ANSVAR_HOME": str(home), "ANSVAR_LANG": "en", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}

    def start(*words):
        return subprocess.Popen(
            [sys.executable, "-m", "ansvar.cli.main", *words],
            env=env, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    return start


def said(process):
    out, err = process.communicate(timeout=120)
    return process.returncode, out, err


def newest(home):
    """Give the number of the newest change set; the engine is started when it is gone."""
    with open_store(Settings(home=home)) as store:
        return head(store.read).number


def a_finding(home):
    with open_store(Settings(home=home)) as store:
        return gaps(store, DAY, rules=["no_deputy"]).findings[0].id


def test_ten_kills_lose_nothing_that_was_acknowledged(ansvar, home, tmp_path):
    dice = random.Random(7)
    norm = write(tmp_path / "norm.yaml", instruction(*HOUSE))
    turns = iter(range(1_000))

    def words(verb):
        turn = next(turns)
        if verb == "undo":
            return ("undo", str(newest(home)))
        if verb == "accept":
            return (
                "gaps", "accept", a_finding(home), "--reason", f"turn {turn}", "--until", "2018-09-01",
                "--on", DAY.isoformat(),
            )  # fmt: skip
        who = organisation(*WEST, f"person:p{turn} holds post:contact")
        return (verb, str(norm), str(write(tmp_path / "who.yaml", who)))

    begun = 0.0
    for _ in range(2):
        begun = time.monotonic()
        code, _, err = said(ansvar(*words("load")))
        assert code == 0, err
    whole, now = time.monotonic() - begun, newest(home)
    told = []
    for number, verb in enumerate([*VERBS, *VERBS]):
        asked = words(verb)
        process = ansvar(*asked)
        time.sleep(whole * (0.3 + 0.6 * dice.random()))
        if number < len(VERBS):
            process.kill()
        else:
            running = EmbeddedEngine(home).running()
            assert running is not None
            killed = psutil.Process(running.pid)
            killed.kill()
            killed.wait(30)
        code, _, err = said(process)
        before, now = now, newest(home)
        assert now in (before, before + 1), (asked, before, now)
        assert "Traceback" not in err, err
        if code == 0 or "Written as change set" in err:
            assert now == before + 1, (asked, code, err)
        elif code == 4 and "not known" not in err:
            assert now == before, (asked, code, err)
        told.append((verb, code, now - before))
    code, out, err = said(ansvar("doctor", "--format", "json"))
    assert (code, [i for i in json.loads(out)["items"] if not i["ok"]], err) == (0, [], ""), told
