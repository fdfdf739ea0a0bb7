"""An instruction that waits for others before it is replaced is told, and for which ones it waits."""

from __future__ import annotations

import datetime as dt

from suite.words import FIRST_DAY, instruction, write

from ansvar.graph.load.loader import load_files
from ansvar.queries.gaps.query import gaps

RULE = "replacement_pending"


def later(name, since, *others):
    """Give an instruction that replaces the old one in part, and as a whole together with others."""
    file = instruction("§1 other is Ministry", key=f"instruction:{name}", citation=name, since=since)
    return file | {"replaces": [{"document": "Old", "themes": ["noise"], "wholly_with": [*others]}]}


def test_it_is_found_until_the_last_one_is_in_force(store, tmp_path):
    """It counts what is in force on the day; a document that nobody has loaded is not."""
    old = instruction("§1 chief", key="instruction:old", citation="Old")
    files = (old, later("One", "2018-03-01", "Two", "Three"), later("Two", "2018-05-01", "One", "Three"))
    load_files(store, [write(tmp_path / f"{n}.yaml", file) for n, file in enumerate(files)])

    def seen(day):
        answer = gaps(store, dt.date.fromisoformat(day), rules=[RULE])
        (rule,) = answer.rules
        return [(f.subjects, f.since, f.why.partition("only when ")[2]) for f in answer.findings], rule.n

    one, two = ("instruction:old", "instruction:One"), ("instruction:old", "instruction:Two")
    assert [seen(day) for day in (FIRST_DAY, "2018-03-01", "2018-05-01")] == [
        ([], 1),
        ([(one, "2018-03-01", "Three and Two applies too.")], 2),
        (
            [(one, "2018-03-01", "Three applies too."), (two, "2018-05-01", "Three applies too.")],
            3,
        ),
    ]

    three = instruction("§1 third is Ministry", key="instruction:three", citation="Three", since="2018-07-01")
    load_files(store, [write(tmp_path / "three.yaml", three)])

    assert [len(seen(day)[0]) for day in ("2018-06-30", "2018-07-01")] == [2, 0]
