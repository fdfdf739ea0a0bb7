"""What was measured is gathered here and, where the run asks for it, written as the page of speed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from suite.measures import Measure, page

if TYPE_CHECKING:
    from collections.abc import Callable

_TOLD: list[Measure] = []
_PAGE, _COMMAND = os.environ.get("BENCH_PAGE"), os.environ.get("BENCH_COMMAND", "")


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Callable[..., Measure]:
    """Give what writes a measure down, and shows it at once."""

    def write_down(**said: Any) -> Measure:
        made = Measure(**said)
        _TOLD.append(made)
        with capsys.disabled():
            print(f"\n{made}", end="", flush=True)  # noqa: T201
        return made

    return write_down


def pytest_sessionfinish() -> None:
    """Write the page that `BENCH_PAGE` names."""
    if _TOLD and _PAGE:
        Path(_PAGE).write_text(page(_TOLD, _COMMAND), encoding="utf-8")
