"""Runs the command line as a user would, against the example on each engine."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
from suite.faces import Said, point_to

if TYPE_CHECKING:
    from collections.abc import Callable

    from suite.engines import Bench

    from graph.store import Store


@pytest.fixture
def plain(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Said]:
    """Run `ansvar` with these words; no engine is promised."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("ANSVAR_LANG", "en")

    def run(*words: str) -> Said:
        from cli.main import main

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
