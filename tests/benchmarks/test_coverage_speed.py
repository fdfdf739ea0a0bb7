"""How much faster the map is than one trace a cell: ratios, because the figures of one machine say little."""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from statistics import median
from typing import TYPE_CHECKING

import pytest
import yaml
from suite.engines import SEED

from ansvar.queries.coverage.asking import coverage
from ansvar.queries.trace import trace
from ansvar.seed.generate import Dumper, generate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from suite.engines import Bench

pytestmark = pytest.mark.benchmark

ON = dt.date(2018, 6, 1)
INSTRUCTION = SEED / "instructions" / "im-2018-001.yaml"
SAMPLE = 15


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Time the median of some runs."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(time.perf_counter() - start)
    return median(took)


@pytest.mark.parametrize(("places", "at_least"), [(200, 20), (2_000, 50), (10_000, 100)])
def test_the_map_takes_a_fraction_of_what_a_trace_for_each_cell_would(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str], places: int, at_least: int
):
    """The ratio grows with the number of places, because places with the same chain share one walk."""
    if bench.name == "neo4j" and places > 2_000:
        pytest.skip("loading so many in one transaction needs more memory than the server of the tests has")
    path = tmp_path / "organisation.yaml"
    made = generate(INSTRUCTION, places, faults=0.2)
    path.write_text(yaml.dump(made, Dumper=Dumper, sort_keys=False, allow_unicode=True), encoding="utf-8")
    store = bench.filled(f"{places} places", [INSTRUCTION, path])

    whole = seconds(lambda: coverage(store, ON))
    gathered = seconds(lambda: coverage(store, ON, "office"))
    cells = coverage(store, ON).cells
    sample = random.Random(0).sample(cells, SAMPLE)
    one = seconds(lambda: [trace(store, str(c.key), c.theme, c.matter, ON) for c in sample]) / SAMPLE

    ratio = one * len(cells) / whole
    with capsys.disabled():
        sys.stdout.write(
            f"\n{bench.name}: {places} places, {len(cells)} cells: map {whole:.2f} s, "
            f"by office {gathered:.2f} s, one trace {one * 1000:.0f} ms; "
            f"{ratio:.0f} times faster than a trace for each cell\n"
        )
    assert ratio > at_least
