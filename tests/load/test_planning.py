"""A dry run: what a load would do is told beforehand, and nothing is written."""

from datetime import date

import pytest
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.plan import counts_of
from ansvar.graph.content.snapshot import snapshot, stated
from ansvar.graph.errors import DataError
from ansvar.graph.load.loader import load_files, plan_parsed
from ansvar.graph.load.reader import find_files, parse_files
from ansvar.graph.store import Transaction

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
    assert "office:west" in planned.value.problems[0].hint


# -- an instruction alone --------------------------------------------------------------------------------

OTHER = instruction("§1 hall is ReceptionCentre", "§2 warden", key="instruction:u", citation="U")
REPLACING = OTHER | {"from": "2018-03-01", "replaces": [{"document": "T", "themes": ["noise"]}]}
CHANGED = {
    "the same": instruction(*HOUSE),
    "a step less": instruction(*HOUSE[:-1]),
    "a role and a step more": instruction(*HOUSE, "§14 helper", "§15 leader asks helper via line_above"),
    "another theme": instruction(*HOUSE, themes=("noise", "smell")),
    "another title": instruction(*HOUSE) | {"title": {"nb": "Ny", "en": "New"}},
    "a replacement": REPLACING,
}


def asked_for(store, run):
    """Run something, and give the names of the statements that it had the store run."""
    names = []
    kept = Transaction.run

    def noted(self, statement, /, **params):
        names.append(getattr(statement, "name", statement))
        return kept(self, statement, **params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transaction, "run", noted)
        return run(), names


@pytest.mark.parametrize("change", CHANGED)
def test_an_instruction_is_planned_without_the_organisation(store, org, tmp_path, change):
    """An instruction alone is planned without looking at who is there."""
    org(*WEST)
    load_files(store, [write(tmp_path / "other.yaml", OTHER)])
    path = write(tmp_path / "norm.yaml", CHANGED[change])
    planned = counts(plan_files(store, [path], ended_on=date(2018, 6, 1)))

    report, names = asked_for(store, lambda: load_files(store, [path], ended_on=date(2018, 6, 1)))

    assert planned == (report.created, report.changed, report.ended, report.left)
    assert not {"content.nodes", "content.stated", "content.edges"} & set(names)
    assert plan_files(store, [path], ended_on=date(2018, 6, 1)).empty
    assert load_files(store, [path], rederive=True).fingerprint == report.fingerprint


def test_a_key_of_the_organisation_is_refused_to_an_instruction(store, org, tmp_path):
    org(*WEST)
    norm = instruction(*HOUSE)
    norm["roles"].append({"key": "office:west", "name": {"nb": "Vest", "en": "West"}})
    path = write(tmp_path / "norm.yaml", norm)

    with pytest.raises(DataError) as refused:
        load_files(store, [path])

    with pytest.raises(DataError) as planned:
        plan_files(store, [path])
    assert refused.value.problems == planned.value.problems
    assert "office:west" in str(refused.value)
