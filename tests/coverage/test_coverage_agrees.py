"""The map agrees with `trace`, and with an oracle that shares no code with either, cell by cell."""

from __future__ import annotations

import datetime as dt
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from suite.cells import World
from suite.words import Org
from suite.worlds import DAYS, norm, organisation

from ansvar.graph.content.snapshot import snapshot
from ansvar.queries.coverage.query import coverage
from ansvar.queries.trace import trace

if TYPE_CHECKING:
    from pathlib import Path

    from suite.engines import Bench

    from ansvar.graph.store import Store
    from ansvar.queries.coverage.result import Cell

UNTIL_NOW = settings(
    max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def load(store: Store, folder: Path, written: tuple[str, ...], lines: tuple[str, ...]) -> None:
    """Load a world, and show it when the test fails."""
    Org(store, folder)(*lines, norm=written)
    note("\n".join((*written, *lines)))


def assert_same(store: Store, cell: Cell, on: dt.date, lang: str = "en") -> None:
    """A cell and the route from its place say the same, in the same words."""
    route = trace(store, str(cell.key), cell.theme, cell.matter, on, lang)
    told = (cell.verdict.state, cell.verdict.chain)
    assert told == (route.status, tuple(step.key for step in route.steps)), cell
    assert cell.verdict.questions == tuple(each["key"] for each in route.questions), cell
    for item in route.skipped:
        assert item.why in cell.reason or item.state in ("missing", "unconnected"), (cell, item)
    if route.stops:
        assert cell.reason.endswith(route.stops["why"])
    if route.status == "not_said" and not route.stops:
        assert cell.reason in route.notes


@pytest.mark.parametrize("day", ["2018-02-01", "2018-06-01", "2018-08-01", "2026-01-01"])
def test_every_cell_of_the_example_is_what_trace_says(example, day):
    """A sample of cells a day; the next test asks for every one, of an oracle that is quicker than trace."""
    on = dt.date.fromisoformat(day)
    cells = coverage(example, on, "unit", lang="nb").cells
    assert len(cells) == 53 * 24

    for cell in random.Random(day).sample(cells, 60):
        assert_same(example, cell, on, "nb")


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2018-02-01", "2018-06-01", "2018-08-01"])
def test_every_cell_of_the_example_is_what_the_oracle_says(example, day):
    on = dt.date.fromisoformat(day)
    world = World(snapshot(example.read), on)
    cells = coverage(example, on, "unit").cells

    told = {(str(c.key), c.theme, c.matter): (c.verdict.state, c.verdict.chain) for c in cells}

    expected = {}
    for case in told:
        way = world.cell(*case)
        expected[case] = (way.state, way.chain)
    assert told == expected


@pytest.mark.slow
@UNTIL_NOW
@given(seed=st.integers(0, 2**32 - 1))
def test_random_cells_agree_with_trace_and_the_oracle(bench: Bench, tmp_path: Path, seed):
    """On random organisations every cell is what trace and the oracle say."""
    dice = random.Random(seed)
    store, on = bench.empty(), dt.date.fromisoformat(dice.choice(DAYS))
    load(store, tmp_path, norm(dice), organisation(dice))
    world = World(snapshot(store.read), on)

    for cell in coverage(store, on, "unit").cells:
        assert_same(store, cell, on)
        way = world.cell(str(cell.key), cell.theme, cell.matter)
        assert (cell.verdict.state, cell.verdict.chain) == (way.state, way.chain), cell


@pytest.mark.slow
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1))
def test_on_larger_ones_every_cell_is_what_the_oracle_says(bench: Bench, tmp_path: Path, seed):
    dice = random.Random(seed)
    store, on = bench.empty(), dt.date(2018, 6, 1)
    load(store, tmp_path, norm(dice), organisation(dice, least=100, most=250))
    world = World(snapshot(store.read), on)

    for cell in coverage(store, on, "unit").cells:
        way = world.cell(str(cell.key), cell.theme, cell.matter)
        assert (cell.verdict.state, cell.verdict.chain) == (way.state, way.chain), cell
