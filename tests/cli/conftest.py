"""Runs the command line as a user would, against the example on each engine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from suite.faces import Said, point_to
from suite.words import HOUSE, instruction, organisation, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from suite.engines import Bench

    from ansvar.graph.store import Store


@pytest.fixture
def plain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run `ansvar` with these words; no engine is promised."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("ANSVAR_LANG", "en")

    def run(*words: str) -> Said:
        from ansvar.cli.main import main

        monkeypatch.setattr(sys, "argv", ["ansvar", *words])
        capsys.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return Said(int(code), said.out, said.err)

    return run


@pytest.fixture
def ansvar(
    bench: Bench, example: Store, plain: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run `ansvar` against the example; to read only."""
    assert example is bench.store
    point_to(bench, monkeypatch)
    return plain


@pytest.fixture
def fresh(
    bench: Bench, store: Store, plain: Callable[..., Said], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., Said]:
    """Run `ansvar` against an empty graph."""
    assert store is bench.store
    point_to(bench, monkeypatch)
    return plain


@pytest.fixture
def house(fresh: Callable[..., Said], tmp_path: Path) -> Callable[..., Said]:
    """Load a small instruction and an organisation that the test spells out; the second time as of 1 June."""
    folder = tmp_path / "house"
    folder.mkdir()

    def load(*lines: str) -> Said:
        write(folder / "norm.yaml", instruction(*HOUSE))
        write(folder / "who.yaml", organisation(*lines))
        return fresh("load", str(folder), "--ended-on", "2018-06-01", "--format", "json")

    return load
