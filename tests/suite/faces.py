"""What tests of the command line share: what a command said, and how it finds the engine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from suite.engines import Address

if TYPE_CHECKING:
    from suite.engines import Bench

EMBEDDED = pytest.mark.parametrize(
    "bench", [pytest.param("embedded", marks=pytest.mark.embedded)], indirect=True
)
"""For what hangs on a face alone and costs much: once is enough, and the whole stays quick."""


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


def point_to(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command line find the engine of the tests."""
    if isinstance(bench.where, Address):
        monkeypatch.setenv("NEO4J_URI", bench.where.uri)
        monkeypatch.setenv("NEO4J_USERNAME", bench.where.username)
        monkeypatch.setenv("NEO4J_PASSWORD", bench.where.password)
        monkeypatch.setenv("NEO4J_DATABASE", bench.where.database)
    else:
        monkeypatch.setenv("ANSVAR_HOME", str(bench.where))
