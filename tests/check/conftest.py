"""What tests of expectations share: `expect` judges lines against the graph."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest
from suite.words import write

from ansvar.queries.check.query import check

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.queries.check.result import Checked

ON = dt.date(2018, 6, 1)


@pytest.fixture
def expect(store, tmp_path: Path):
    """Judge lines against the graph; a line is the data of one entry."""

    def judged(*lines: dict[str, Any], on: dt.date | None = ON, lang: str = "en") -> Checked:
        path = write(
            tmp_path / "expectations.yaml", {"format": "ansvar.expectations/1", "expect": list(lines)}
        )
        return check(store, path, on, lang)

    return judged
