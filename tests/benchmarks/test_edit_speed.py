"""What one edit costs, the whole verb through journal and undo, and that it does not grow with the graph.

The figures of one machine say little, so each is told beside the engine's own `RETURN 1` of the same run.
`ARGS="-k edit -s"` shows the table.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from suite.engines import SEED

from ansvar.graph.cypher import generated
from ansvar.graph.imports.importing import Way, carry_out_import, known_mappings, read_files
from ansvar.graph.load.undoing import undo
from ansvar.graph.load.writing import snapshot
from ansvar.seed.generate import Dumper, generate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from suite.engines import Bench

    from ansvar.graph.store import Store

pytestmark = pytest.mark.benchmark

DAY = dt.date(2019, 1, 1)
INSTRUCTION = SEED / "instructions" / "im-2018-001.yaml"
TIMES = 12
SIZES = [(1_000, 20), (1_000, 500), (10_000, 20), (10_000, 2_000)]


def rows(made: dict[str, Any], kind: str, at: int) -> dict[str, str]:
    """Give the sheets that change one thing of a kind; `at` chooses which."""
    posts = [post for post in made["posts"] if post.get("unit") and post.get("fills")]
    places = [unit for unit in made["units"] if unit.get("located_in")]
    coded = [unit for unit in made["units"] if unit.get("code")]
    post, place, unit = posts[at % len(posts)], places[at % len(places)], coded[at % len(coded)]

    def other(things: list[dict[str, Any]], field: str, own: dict[str, Any]) -> str:
        return str(next(thing[field] for thing in things if thing[field] != own[field])[0])

    if kind == "holder":
        return {"holders.csv": f"post,person,name\n{post['key']},person:new{at},New {at}\n"}
    if kind == "FILLS":
        return {"posts.csv": f"key,fills\n{post['key']},{other(posts, 'fills', post)}\n"}
    if kind == "POST_IN":
        return {"posts.csv": f"key,unit\n{post['key']},{other(posts, 'unit', post)}\n"}
    if kind == "region":
        return {"centres.csv": f"key,located_in\n{place['key']},{other(places, 'located_in', place)}\n"}
    if kind == "code":
        return {"units.csv": f"key,kind,code\n{unit['key']},{unit['kind']},X{at}\n"}
    network = next(unit["key"] for unit in made["units"] if unit["kind"] == "Network")
    return {"memberships.csv": f"post,network\n{post['key']},{network}\n"}


def edit(store: Store, folder: Path, sheets: dict[str, str], key: str, day: dt.date) -> int:
    """Carry out one edit as `ansvar import --partial` does; gives the number of the change set."""
    for old in folder.iterdir():
        old.unlink()
    for name, text in sheets.items():
        (folder / name).write_text(text, encoding="utf-8")
    way = Way(day, partial=True)
    reading = read_files([folder], "", known_mappings([]), way, key=key)
    report, _ = carry_out_import(store, reading, way)
    return report.change_set


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    done = work()
    return (time.perf_counter() - start) * 1000, done


@pytest.mark.parametrize(("places", "per_server"), SIZES)
def test_an_edit_costs_what_it_changes(
    bench: Bench, tmp_path: Path, capsys: pytest.CaptureFixture[str], places: int, per_server: int
):
    if bench.name == "neo4j" and places > 2_000:
        pytest.skip("loading so many in one transaction needs more memory than the server of the tests has")
    path, folder = tmp_path / "organisation.yaml", tmp_path / "sheets"
    folder.mkdir()
    made = generate(INSTRUCTION, places, per_server=per_server)
    path.write_text(yaml.dump(made, Dumper=Dumper, sort_keys=False, allow_unicode=True), encoding="utf-8")
    store = bench.filled(f"{places} places, {per_server} each", [INSTRUCTION, path])
    before = snapshot(store.read).fingerprint()
    nothing = generated("bench.nothing", "RETURN 1 AS one", {})
    rest = sorted(timed(lambda: store.write(lambda tx: tx.run(nothing)))[0] for _ in range(TIMES))

    told = []
    for kind in ("holder", "FILLS", "POST_IN", "region", "code", "MEMBER_OF"):
        took, back = [], []
        for at in range(TIMES + 2):
            sheets = rows(made, kind, at * 7 + 3)
            ms, number = timed(lambda: edit(store, folder, sheets, made["key"], DAY))  # noqa: B023
            took.append(ms)
            if number:
                back.append(timed(lambda: undo(store, number))[0])  # noqa: B023
        warm, undone = sorted(took[2:]), sorted(back[2:])
        told.append((kind, warm[len(warm) // 2], warm[-1], undone[len(undone) // 2], undone[-1]))
    lines = [
        f"\n{bench.name}, {places} places, {per_server} each; an empty write {rest[len(rest) // 2]:.1f} ms"
    ]
    lines += [
        f"  {kind:10} {mid:7.0f} ms, at most {worst:7.0f}; undo {undone:7.0f}, {undone_worst:7.0f}"
        for kind, mid, worst, undone, undone_worst in told
    ]
    with capsys.disabled():
        sys.stdout.write("\n".join(lines) + "\n")

    assert snapshot(store.read).fingerprint() != ""
    assert before
    assert max(worst for _, _, worst, _, _ in told) < 100 * max(rest[-1], 5)
