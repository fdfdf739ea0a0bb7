"""A dry run: what a load would do is told beforehand, and nothing is written."""

from datetime import date

import pytest
from suite.words import organisation, write

from ansvar.graph.errors import DataError
from ansvar.graph.load.loading import load_files, plan_parsed, snapshot
from ansvar.graph.load.plan import counts_of
from ansvar.graph.load.read import find_files, parse_files
from ansvar.graph.load.writing import stated

LINES = ("post:p in office:west", "person:ada holds post:p to 2018-03-01")


def plan_files(store, paths, *, ended_on=None):
    """Plan with read-only rights."""
    return plan_parsed(stated(store.read), parse_files(find_files(paths)), ended_on)


def counts(plan):
    """Give what a report of a load counts."""
    told = counts_of(plan.facts)
    return told["created"], told["changed"], told["ended"], plan.left


def test_a_plan_says_what_the_load_then_does(store, org, tmp_path):
    org(*LINES, "post:gone in office:west")
    path = write(tmp_path / "new.yaml", organisation(*LINES, "person:bo holds post:p from 2018-03-01"))

    planned = counts(plan_files(store, [path], ended_on=date(2018, 6, 1)))
    report = load_files(store, [path], ended_on=date(2018, 6, 1))

    assert planned == (report.created, report.changed, report.ended, report.left)
    assert report.created
    assert report.ended


def test_a_plan_writes_nothing(store, org, tmp_path):
    org(*LINES)
    before = snapshot(store.read).fingerprint()

    plan_files(store, [write(tmp_path / "new.yaml", organisation("post:q in office:east"))])

    assert snapshot(store.read).fingerprint() == before


def test_files_that_the_graph_holds_already_plan_nothing(store, org):
    org(*LINES)

    assert plan_files(store, [org.norm, org.lines]).empty


def test_all_problems_are_told_as_by_a_load(store, org, tmp_path):
    org(*LINES)
    data = organisation(*LINES)
    data["posts"][0]["unit"] = [{"unit": "office:wset"}]
    path = write(tmp_path / "new.yaml", data)

    with pytest.raises(DataError) as planned:
        plan_files(store, [path])
    with pytest.raises(DataError) as loaded:
        load_files(store, [path])

    assert planned.value.problems == loaded.value.problems
    assert "office:west" in planned.value.problems[0].then
