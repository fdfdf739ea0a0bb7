"""Loading from the command line: what is said, what is refused, and that nothing is left half done."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from suite.faces import Said

    from ansvar.graph.store import Store

    Run = Callable[..., Said]


def test_the_second_load_changes_nothing_and_says_so(fresh: Run) -> None:
    """Without a path the example is loaded; loading it again leaves everything as it was."""
    first = json.loads(fresh("load", "--format", "json").out)
    second = json.loads(fresh("load", "--format", "json").out)

    assert first["created"] == second["left"] > 600
    assert (second["created"], second["changed"], second["ended"]) == (0, 0, 0)
    assert first["graph"] == second["graph"]
    assert "Nothing to change" in fresh("load").out


def test_a_broken_file_is_refused_with_all_its_problems(fresh: Run, tmp_path: Path) -> None:
    """Exit code 3, file and line of each problem, and the graph as it was."""
    before = json.loads(fresh("load", "--format", "json").out)["graph"]
    broken = tmp_path / "broken.yaml"
    broken.write_text(
        "format: ansvar.organisation/1\n"
        "key: organisation:broken\n"
        "from: 2018-01-05\n"
        "units:\n"
        "  - {key: dept:a, kind: Departement, name: {nb: A, en: A}}\n"
        "  - {key: dept:b, kind: Department, name: {nb: B, en: B}, part_of: dept:cc}\n",
        encoding="utf-8",
    )

    said = fresh("load", str(broken))

    assert said.code == 3
    assert f"{broken}:5" in said.err
    assert "Department" in said.err
    assert f"{broken}:6" in said.err
    assert '"dept:cc"' in said.err
    assert "2 problems" in said.err
    assert "Traceback" not in said.err
    assert json.loads(fresh("load", "--format", "json").out)["graph"] == before


def test_an_empty_graph_says_how_to_fill_it(fresh: Run) -> None:
    """Whoever asks before loading is told what to load."""
    said = fresh("trace", "centre:vest-3", "-t", "fgm", "-m", "trend")

    assert said.code == 2
    assert "the graph is empty" in said.err
    assert "ansvar load" in said.err


def test_the_demo_shows_a_route_gaps_and_what_next(fresh: Run) -> None:
    """One command for a newcomer, which can be repeated."""
    for _ in range(2):
        said = fresh("demo")
        assert said.code == 0
        for part in (
            "Who do I turn to?",
            "VACANT SINCE",
            "section 6.1",
            "three of its departments",
            "Some of the findings",
            "Try next",
        ):
            assert part in said.out


def test_the_doctor_tells_a_sound_graph_from_a_harmed_one(fresh: Run, store: Store) -> None:
    """The doctor finds a sound graph and one that was tampered with.

    The stored fingerprint is compared with the content.
    """
    from ansvar.graph.cypher import generated

    fresh("load")
    assert fresh("doctor").code == 0
    harm = generated("test.harm", "MATCH (n:Entity {key: 'office:vest'}) SET n.name_en = 'Other'", {})
    store.write(lambda tx: tx.run(harm))

    said = fresh("doctor", "--format", "json")

    assert said.code == 1
    assert {item["check"]: item["ok"] for item in json.loads(said.out)["items"]}["fingerprint"] is False


@pytest.mark.parametrize("uri", ["bolt://127.0.0.1:1", "http://127.0.0.1"])
def test_an_engine_that_cannot_be_reached_is_said_plainly(
    plain: Run, monkeypatch: pytest.MonkeyPatch, uri: str
) -> None:
    """Exit code 4, the address, what to do, and never the password."""
    monkeypatch.setenv("NEO4J_URI", uri)
    monkeypatch.setenv("NEO4J_PASSWORD", "not-to-be-told")

    said = plain("list", "Theme")

    assert said.code == 4
    assert uri in said.err
    assert "NEO4J_URI" in said.err
    assert "not-to-be-told" not in said.err
    assert "Traceback" not in said.err
