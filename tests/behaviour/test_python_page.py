"""The page for Python users: every block runs, in order, and prints what stands below it."""

import re

import pytest
from neomodel import db
from suite.engines import ROOT
from suite.faces import point_to

PAGE = ROOT / "docs" / "python.md"
BLOCKS = re.compile(r"```python\n(.*?)```(?:\n+```text\n(.*?)```)?", re.DOTALL)


@pytest.fixture
def alone():
    """Leave neomodel as it was, also when the page stops halfway."""
    before = db.driver
    yield
    db.driver = before


@pytest.mark.usefixtures("example", "alone")
def test_every_block_gives_what_stands_below_it(bench, monkeypatch, capsys):
    point_to(bench, monkeypatch)
    names: dict[str, object] = {}
    told = []
    for block in BLOCKS.finditer(PAGE.read_text(encoding="utf-8")):
        exec(compile(block[1], str(PAGE), "exec"), names)  # noqa: S102
        told.append((capsys.readouterr().out, block[2] or ""))

    assert [said for said, _ in told] == [shown for _, shown in told]
    assert len(told) > 6
