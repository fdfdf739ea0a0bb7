"""Several instructions in one graph: what one says of its own people stays the same."""

from __future__ import annotations

import datetime as dt
import re
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from suite.engines import EXAMPLE, SEED
from suite.routes import ask, keys
from suite.words import HOUSE, WEST, instruction, organisation, write

from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.load.loader import load_files
from ansvar.queries.coverage.query import coverage
from ansvar.queries.duties.query import duties
from ansvar.queries.gaps.query import gaps

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from ansvar.graph.store import Store

ON = dt.date(2018, 6, 1)
THEMES = ("forced-marriage", "child-marriage", "violence", "fgm")

Pair = list["Path"]


def twin(folder: Path) -> Pair:
    """Give the example once more under other keys: the same roles, kinds of unit, codes and matters."""
    (source,) = (SEED / "instructions").glob("*.yaml")
    text = source.read_text(encoding="utf-8").replace("IM 2018-001", "TWIN 1")
    text = re.sub(r"^replaces:\n(?:[ #].*\n|\n)*", "", text, flags=re.MULTILINE)
    files = {"instruction.yaml": _apart(text)}
    for path in sorted((SEED / "organisations").rglob("*.yaml")):
        files[path.name] = _apart(path.read_text(encoding="utf-8"))
    made = []
    for name, told in files.items():
        made.append(folder / f"twin-{name}")
        made[-1].write_text(told, encoding="utf-8")
    return made


def _apart(text: str) -> str:
    text = re.sub(r"\b([a-z]+):([a-z0-9])", r"\1:twin-\2", text)
    for theme in THEMES:
        text = re.sub(rf"(?<![\w-]){theme}(?![\w-])", f"twin-{theme}", text)
    return text


def house(folder: Path, name: str, **more: Any) -> Pair:
    """Give a small instruction with its own themes and people; its units are of the same kinds."""
    lines = [re.sub(r"\bnetwork\b", "board", line.replace("principle", "doubt")) for line in HOUSE]
    norm = instruction(
        *lines,
        key=f"instruction:{name}",
        citation=name.upper(),
        themes=(f"noise-{name}", f"light-{name}"),
        matters=("case", "doubt"),
    )
    told = [re.sub(r"\b(noise|light)\b", rf"\1-{name}", line) for line in WEST]
    people = organisation(
        *(re.sub(r":(?=\w)", f":{name}-", line) for line in told), key=f"organisation:{name}"
    )
    return [
        write(folder / f"{name}-norm.yaml", norm | more),
        write(folder / f"{name}-people.yaml", people),
    ]


@pytest.fixture
def pairs(tmp_path: Path) -> dict[str, Pair]:
    return {
        "example": list(EXAMPLE),
        "twin": twin(tmp_path),
        "c": house(tmp_path, "c"),
        "d": house(tmp_path, "d", binds=["organisation:d"]),
    }


def answers(store: Store, organisation_key: str) -> dict[str, Any]:
    """Give all that is answered about an organisation's people and places, without what is counted."""
    nodes = snapshot(store.read).nodes
    own = {key for key, node in nodes.items() if node.props.get("stated_by") == organisation_key}
    cells = {
        (item["unit"], item["theme"], item["matter"]): item
        for item in coverage(store, ON, "unit").items
        if item["unit"] in own
    }
    people = sorted(key for key in own if key.startswith(("post:", "person:")))
    found = gaps(store, ON).to_json()["items"]
    findings = {
        item["id"]: {name: value for name, value in item.items() if name not in ("k", "n", "cause")}
        for item in found
        if own & set(item["subjects"])
    }
    return {
        "cells": cells,
        "duties": {key: duties(store, key, ON).items for key in people},
        "findings": findings,
    }


def load_all(store: Store, pairs: dict[str, Pair], order: Iterable[str]) -> None:
    for name in order:
        load_files(store, pairs[name])


@pytest.mark.slow
def test_no_instruction_changes_an_answer_of_another(bench, pairs):
    """Each pair of instruction and organisation answers alone as it does among the others."""
    order = ("twin", "c", "example", "d")
    whole = bench.empty()
    load_all(whole, pairs, order)
    people = {"example": "organisation:udi-2018", "twin": "organisation:twin-udi-2018", "c": "organisation:c"}
    people["d"] = "organisation:d"
    among = {name: answers(whole, key) for name, key in people.items()}
    for name, key in people.items():
        store = bench.empty()
        load_all(store, pairs, [name])
        alone = answers(store, key)
        assert len(alone["cells"]) > 1
        for part, told in alone.items():
            there = among[name][part]
            assert there.keys() == told.keys(), (name, part)
            other = {key: (told[key], there[key]) for key in told if told[key] != there[key]}
            assert other == {}, (name, part)


@pytest.mark.slow
@pytest.mark.embedded
def test_the_order_of_loading_decides_nothing(bench, tmp_path):
    """Four files that share every role, kind and code, of which one says whom it binds."""
    pairs = {name: house(tmp_path, name) for name in ("b", "c", "e")}
    pairs["d"] = house(tmp_path, "d", binds=["organisation:d"])
    prints = set()
    for order in permutations(pairs):
        store = bench.empty()
        load_all(store, pairs, order)
        prints.add(snapshot(store.read).fingerprint())

    assert len(prints) == 1


def test_an_instruction_of_others_says_nothing_here(store, pairs):
    """Its roles are called the same, and mean its own people only."""
    load_all(store, {"c": pairs["c"], "d": pairs["d"]}, ("c", "d"))

    assert keys(ask(store, "centre:c-a", "noise-c", "case"))[0] == "post:c-contact"
    other = ask(store, "centre:c-a", "noise-d", "case")
    assert (other.status, other.steps) == ("not_applicable", ())
    assert other.notes == (
        "No loaded instruction on noise-d (case) binds the organisation that centre:c-a belongs to.",
    )
    assert {item["instruction"] for item in duties(store, None, ON).items} <= {
        "instruction:c",
        "instruction:d",
    }


def test_an_instruction_says_itself_whom_it_binds(store, tmp_path):
    """Nobody else has its roles, whatever posts are called; one that is not there is a finding."""
    norm, people = house(tmp_path, "c", binds=["organisation:elsewhere"])
    load_files(store, [norm, people])

    assert ask(store, "centre:c-a", "noise-c", "case").status == "not_applicable"
    (finding,) = gaps(store, ON, rules=["binds_nobody"]).findings
    assert finding.subjects == ("instruction:c",)
    assert (
        finding.why
        == "A test's own instruction binds organisation:elsewhere, of which nothing has been loaded."
    )

    load_files(store, house(tmp_path, "c", binds=["organisation:c"]))
    assert keys(ask(store, "centre:c-a", "noise-c", "case"))[0] == "post:c-contact"
    assert gaps(store, ON, rules=["binds_nobody"]).findings == ()


def test_without_a_word_it_binds_those_who_fill_its_roles_by_name(store, tmp_path):
    norm, people = house(tmp_path, "c")
    load_files(store, [norm])
    (finding,) = gaps(store, ON, rules=["binds_nobody"]).findings
    assert finding.why.startswith(
        "A test's own instruction binds no organisation: no loaded file has posts with one of its roles"
    )

    load_files(store, [people])
    assert gaps(store, ON, rules=["binds_nobody"]).findings == ()


def test_who_replaces_an_instruction_binds_whom_that_one_bound(store, tmp_path):
    """The posts keep their roles without a new file, in whichever order the two are loaded."""
    norm, people = house(tmp_path, "c")
    later = instruction(
        *(re.sub(r"\bnetwork\b", "board", line.replace("principle", "doubt")) for line in HOUSE),
        key="instruction:later", citation="L", since="2018-05-01",
        themes=("noise-c", "light-c"), matters=("case", "doubt"),
    )  # fmt: skip
    later["replaces"] = [{"document": "C"}]
    load_files(store, [norm, people])
    load_files(store, [norm, write(tmp_path / "later.yaml", later)])

    route = ask(store, "centre:c-a", "noise-c", "case")
    assert {step.instruction for step in route.steps} == {"instruction:later"}
    assert route.status == "whole"


def test_somebody_whom_another_organisation_states_asks_by_her_post(store, tmp_path):
    """The list of people is another organisation's; the post, and what binds it, is not."""
    norm, people = house(tmp_path, "c")
    told = yaml.safe_load(people.read_text(encoding="utf-8"))
    others = {"format": told["format"], "key": "organisation:people", "from": told["from"]}
    others["people"] = told.pop("people")
    for post in told["posts"]:
        post.pop("member_of", None)
    load_files(store, [norm, write(people, told), write(tmp_path / "people.yaml", others)])

    (holder,) = [
        edge.giver
        for edge in snapshot(store.read).edges
        if edge.type == "HOLDS" and "contact" in edge.receiver
    ]
    route = ask(store, holder, "noise-c", "case")
    assert (route.status, keys(route)) == ("broken", ["post:c-expert"])
    assert [(item.role, item.state) for item in route.skipped] == [("board", "unconnected")]
    assert duties(store, holder, ON).items == duties(store, "post:c-contact", ON).items
