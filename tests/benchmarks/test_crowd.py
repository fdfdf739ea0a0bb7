"""Eight write and eight ask for a minute: nobody is refused or starved, and nothing is lost."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
from suite.engines import SEED
from suite.measures import p95, timed
from suite.words import organisation

from ansvar.graph.content.origin import SourceFile
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.journal.book import change_sets
from ansvar.graph.load.loader import load_files
from ansvar.queries.trace import trace

if TYPE_CHECKING:
    from collections.abc import Callable

    from suite.engines import Bench

pytestmark = pytest.mark.benchmark

EACH, SECONDS = 8, 60.0
EXAMPLE = (SEED / "instructions", SEED / "organisations")


def test_eight_writers_and_eight_readers(bench: Bench, tell: Callable[..., Any]) -> None:
    store = bench.empty()
    load_files(store, list(EXAMPLE))
    end = time.monotonic() + SECONDS
    wrote: dict[int, list[float]] = {n: [] for n in range(EACH)}
    asked: dict[int, list[float]] = {n: [] for n in range(EACH)}
    failed: list[BaseException] = []

    def write(number: int) -> None:
        turn = len(wrote[number])
        file = organisation(f"dept:u{number} code U{turn}", key=f"org:{number}")
        wrote[number].append(timed(lambda: load_files(store, [SourceFile("own", file, {})]))[0])

    def ask(number: int) -> None:
        asked[number].append(timed(lambda: trace(store, "centre:vest-3", "fgm", "trend"))[0])

    def again(work: Callable[[int], None], number: int) -> None:
        try:
            while time.monotonic() < end:
                work(number)
        except BaseException as error:  # noqa: BLE001  (told below)
            failed.append(error)

    threads = [threading.Thread(target=again, args=(work, n)) for work in (write, ask) for n in range(EACH)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS + 120)

    assert failed == []
    assert not any(thread.is_alive() for thread in threads)
    sets = change_sets(store.read)
    assert len(sets) == 1 + sum(map(len, wrote.values())), "a write is missing, or there is one too many"
    nodes = snapshot(store.read).nodes
    assert {n: nodes[f"dept:u{n}"].props["code"] for n in wrote} == {
        n: f"U{len(took) - 1}" for n, took in wrote.items()
    }
    fewest, most = (choose(map(len, wrote.values())) for choose in (min, max))
    assert fewest * 2 >= most, "somebody was passed over"
    size = {"engine": bench.name, "places": 36, "per_server": 6}
    for who, what, by in (("writers", "readers", wrote), ("readers", "writers", asked)):
        took = [ms for each in by.values() for ms in each]
        tell(**size, work=f"one of 8 {who} beside 8 {what}, {len(took)} times in 60 s (p95)", ms=p95(took))
