"""What tests of gaps share: `world` loads an organisation, `find` asks what the rules find in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from suite import houses

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.store import Store


@pytest.fixture
def world(store: Store, tmp_path: Path):
    """Give what loads lines as an organisation, under `houses.norm()` or an instruction of the test's own."""

    def put(*lines: str, **loaded) -> None:
        houses.load(store, tmp_path, *lines, **loaded)

    return put


@pytest.fixture
def find(store: Store):
    """Give what tells the rules' findings as a set: rule, then subjects."""

    def ask(*rules: str, **asked):
        return houses.found(store, rules=rules or None, **asked)

    return ask


@pytest.fixture
def told(store: Store):
    """Give what tells one rule's findings as they are."""
    from ansvar.queries.gaps.query import gaps

    def ask(rule: str, **asked):
        asked.setdefault("on", houses.DAY)
        return gaps(store, rules=[rule], **asked).findings

    return ask
