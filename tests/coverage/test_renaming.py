"""Keys are names for programs: others for all that is in an organisation give the same answers, renamed."""

from __future__ import annotations

import datetime as dt
import random
from string import ascii_lowercase, digits
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from suite.engines import SEED
from suite.words import instruction, write
from suite.words import organisation as file_of
from suite.worlds import DAYS, norm, organisation

from ansvar.graph.load.loader import load_files
from ansvar.queries.coverage.query import coverage

if TYPE_CHECKING:
    from pathlib import Path

    from suite.engines import Bench

    from ansvar.graph.store import Store

MIRROR = str.maketrans(ascii_lowercase + digits, ascii_lowercase[::-1] + digits[::-1])
"""What comes first in the alphabet comes last, and the other way round."""
FOR_PEOPLE = {"name", "note"}
"""Fields whose values are never keys."""


def mirrored(key: str) -> str:
    return key.translate(MIRROR)


def keys_of(file: dict[str, Any]) -> set[str]:
    """Give the keys of all that an organisation file states."""
    return {thing["key"] for part in ("units", "posts", "people") for thing in file.get(part, ())}


def renamed(value: Any, keys: set[str]) -> Any:
    """Give a part of a file with every key in it mirrored."""
    if isinstance(value, dict):
        return {name: v if name in FOR_PEOPLE else renamed(v, keys) for name, v in value.items()}
    if isinstance(value, list):
        return [renamed(each, keys) for each in value]
    return mirrored(value) if isinstance(value, str) and value in keys else value


def ways(store: Store, on: dt.date) -> dict[tuple[str, str, str], tuple[str, tuple[str, ...]]]:
    """Give state and keys on the way of every cell."""
    cells = coverage(store, on, "unit").cells
    return {(str(c.key), c.theme, c.matter): (c.verdict.state, c.verdict.chain) for c in cells}


def assert_renamed(
    bench: Bench, norm_file: Path, files: list[dict[str, Any]], folder: Path, on: dt.date
) -> None:
    """Load files as they are and renamed, each into an empty graph, and compare every route."""
    told = []
    keys = set().union(*map(keys_of, files))
    for name, some in (("as-written", files), ("renamed", [renamed(file, keys) for file in files])):
        (folder / name).mkdir(exist_ok=True)
        paths = [write(folder / name / f"{number}.yaml", file) for number, file in enumerate(some)]
        store = bench.empty()
        load_files(store, [norm_file, *paths])
        told.append(ways(store, on))
    before, after = told
    assert after == {
        (mirrored(key), theme, matter): (state, tuple(map(mirrored, chain)))
        for (key, theme, matter), (state, chain) in before.items()
    }


def test_the_example_gives_the_renamed_routes(bench, tmp_path):
    files = sorted((SEED / "organisations" / "udi-2018").glob("*.yaml"))
    written = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in files]
    norm_file = SEED / "instructions" / "im-2018-001.yaml"

    assert_renamed(bench, norm_file, written, tmp_path, dt.date(2018, 6, 1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(20))
def test_a_random_world_gives_the_renamed_routes(bench, tmp_path, seed):
    dice = random.Random(seed)
    on = dt.date.fromisoformat(dice.choice(DAYS))
    norm_file = write(tmp_path / "norm.yaml", instruction(*norm(dice)))

    assert_renamed(bench, norm_file, [file_of(*organisation(dice))], tmp_path, on)
