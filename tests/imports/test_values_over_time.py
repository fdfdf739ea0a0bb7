"""A later source changes nothing about an earlier day: every value keeps the days on which it was said."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from suite.imports import bring

from ansvar.graph.content.origin import SourceFile
from ansvar.graph.derive import connection_names
from ansvar.graph.errors import DataError
from ansvar.graph.export.options import ExportOptions
from ansvar.graph.export.sheets import as_csv
from ansvar.graph.export.yamlfiles import as_yaml
from ansvar.graph.imports.changes import changes_of
from ansvar.graph.load.loader import plan_parsed
from ansvar.graph.load.reader import parse_files, read_content

DAYS = ("2018-01-01", "2018-06-01", "2019-01-01", "2019-01-02")
_OF_THE_END = {"valid_to", "as_of", "dated", "changed_on"}

posts = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Head", "Leader", "Chief"]),
        "unit": st.sampled_from(["unit:u", "unit:v"]),
        "fte": st.sampled_from(["", "0.5", "1"]),
        "email": st.sampled_from(["", "a@example.org"]),
        "code": st.sampled_from(["", "H1"]),
        "occupancy": st.sampled_from(["", "unknown", "vacant"]),
        "holder": st.sampled_from(["", "x", "y"]),
    }
)
states = st.dictionaries(st.sampled_from(["post:a", "post:b", "post:c"]), posts, min_size=1)


def files(folder, state: dict[str, dict[str, str]]):
    """Write a state of the organisation as sheets."""
    units = "key,kind,name\nunit:u,Section,U\nunit:v,Section,V\n"
    columns = ("name", "unit", "fte", "email", "code", "occupancy")
    lines = [",".join([key, *(post[name] for name in columns)]) for key, post in state.items()]
    held = [
        f"{key},person:{post['holder']},{post['holder']}"
        for key, post in state.items()
        if post["holder"] and not post["occupancy"]
    ]
    texts = {
        "units.csv": units,
        "posts.csv": "\n".join([",".join(["key", *columns]), *lines, ""]),
        "holders.csv": "\n".join(["post,person,name", *held, ""]),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in texts if name != "holders.csv" or held]


def seen(content, day: str) -> tuple[Any, ...]:
    """Give all that holds on a day, but for when it ends."""
    there = {key: node.on(day) for key, node in content.nodes.items() if node.exists_on(day)}
    return (
        {key: {n: v for n, v in node.props.items() if n not in _OF_THE_END} for key, node in there.items()},
        sorted((e.type, e.giver, e.receiver) for e in content.edges if e.period.contains(day)),
    )


def loaded_again(content):
    """Export a graph as our own YAML, and load that into an empty one."""
    sources = []
    for name, text in as_yaml(content, ExportOptions()).items():
        sources.append(SourceFile(name, yaml.safe_load(text), {}))
    back, _ = read_content(parse_files(sources), {}, connection_names())
    return back


@pytest.mark.slow
@settings(max_examples=150)
@given(st.lists(states, min_size=2, max_size=4), st.booleans())
def test_every_day_answers_as_if_later_sources_had_not_come(tmp_path_factory, told, partial):
    folder = tmp_path_factory.mktemp("sheets")
    content, known = None, []
    for day, state in zip(DAYS, told, strict=False):
        done = bring(
            *files(folder, state),
            day=day,
            before=content,
            key="works",
            partial=partial and content is not None,
        )
        content = done.after
        known.append((day, content))

    # our own YAML says all of it
    assert content is not None
    assert loaded_again(content).fingerprint() == content.fingerprint()
    for at, (day, alone) in enumerate(known):
        until = DAYS[at + 1] if at + 1 < len(known) else "2030-01-01"
        for asked in {day, until}:
            if day <= asked < until or asked == day:
                assert seen(content, asked) == seen(alone, asked)
    for day in ("2018-03-15", "2018-12-31"):
        alone = [content for begun, content in known if begun <= day][-1]
        assert seen(content, day) == seen(alone, day)


def row(**told: str) -> str:
    values = {"name": "Head", "fte": "1", "code": "", "email": "", "occupancy": ""} | told
    return "key,name,fte,code,email,occupancy\n" + ",".join(["post:a", *values.values()]) + "\n"


def test_earlier_values_stand_in_one_property(put):
    """All values stand in one property and the newest in their own."""
    first = bring(put("posts.csv", row()), day=DAYS[0], key="works")
    second = bring(
        put("posts.csv", row(name="Chief", fte="0.5")), day=DAYS[1], key="works", before=first.after
    )
    third = bring(put("posts.csv", row(name="Chief", fte="")), day=DAYS[2], key="works", before=second.after)

    props = third.after.nodes["post:a"].props

    assert props["dated"] == (
        '{"fte":[["",1.0],["2018-06-01",0.5],["2019-01-01",null]],'
        '"name_en":[["","Head"],["2018-06-01","Chief"]],"name_nb":[["","Head"],["2018-06-01","Chief"]]}'
    )
    assert (props["changed_on"], props["name_en"], props.get("fte")) == (DAYS[2], "Chief", None)
    assert bring(
        put("posts.csv", row(name="Chief", fte="")), day=DAYS[3], key="works", before=third.after
    ).plan.confirms


def test_a_second_word_on_a_day_corrects_it(put):
    """What is said of the same day again is corrected for that day."""
    first = bring(put("posts.csv", row()), day=DAYS[0], key="works")
    wrong = bring(put("posts.csv", row(fte="0.4")), day=DAYS[1], key="works", before=first.after)
    right = bring(put("posts.csv", row(fte="0.5")), day=DAYS[1], key="works", before=wrong.after)
    back = bring(put("posts.csv", row()), day=DAYS[1], key="works", before=wrong.after)

    assert right.after.nodes["post:a"].props["dated"] == '{"fte":[["",1.0],["2018-06-01",0.5]]}'
    assert "dated" not in back.after.nodes["post:a"].props
    assert "changed_on" not in back.after.nodes["post:a"].props


def test_a_post_that_comes_back_was_not_there_in_between(put):
    both = row() + "post:b,Deputy,1,,,\n"
    first = bring(put("posts.csv", both), day=DAYS[0], key="works")
    gone = bring(put("posts.csv", row()), day=DAYS[1], key="works", before=first.after)
    back = bring(put("posts.csv", both), day=DAYS[2], key="works", before=gone.after)

    assert seen(back.after, "2018-07-01") == seen(gone.after, "2018-07-01")


def test_a_file_tells_earlier_values_and_is_read_back(put):
    first = bring(put("posts.csv", row()), day=DAYS[0], key="works")
    second = bring(put("posts.csv", row(name="Chief", fte="")), day=DAYS[1], key="works", before=first.after)

    (text,) = as_yaml(second.after, ExportOptions()).values()
    (post,) = yaml.safe_load(text)["posts"]

    assert post["earlier"] == [{"until": date(2018, 6, 1), "name": {"nb": "Head", "en": "Head"}, "fte": 1.0}]
    assert loaded_again(second.after).fingerprint() == second.after.fingerprint()


def test_a_loaded_value_without_a_period_holds_for_all_the_time(put):
    first = bring(put("posts.csv", row()), day=DAYS[0], key="works")
    second = bring(put("posts.csv", row(name="Chief")), day=DAYS[1], key="works", before=first.after)
    (text,) = as_yaml(second.after, ExportOptions()).values()
    file = yaml.safe_load(text)
    file["posts"][0] |= {"name": {"nb": "Director", "en": "Director"}}
    del file["posts"][0]["earlier"]

    parsed = parse_files([SourceFile("own.yaml", file, {})])
    plan = plan_parsed(second.after, parsed, date(2018, 7, 1))
    after = plan.applied_to(second.after)

    (change,) = [change for change in changes_of(plan) if change.key == "post:a"]
    assert change.fields["name_en"] == ("Chief", "Director")
    assert change.fields["name_en until 2018-06-01"] == ("Head", "Director")
    assert after.nodes["post:a"].on("2018-03-01").props["name_en"] == "Director"


def test_sheets_carry_earlier_values_both_ways(put, tmp_path):
    people = "key,name\nperson:x,Ada Eksempel\n"
    centre = "key,name_nb,name_en,places,centre_kinds\ncentre:c,{nb},Centre,{places},{kinds}\n"
    first = bring(
        put("posts.csv", row(email="a@example.org")),
        put("people.csv", people),
        put("centres.csv", centre.format(nb="Mottak", places=40, kinds="ordinary; care")),
        day=DAYS[0],
        key="works",
    )
    second = bring(
        put("posts.csv", row(name="Chief", occupancy="unknown", code="H1")),
        put("people.csv", people.replace("Ada", "Ida")),
        put("centres.csv", centre.format(nb="Senter", places="", kinds="ordinary")),
        day=DAYS[1],
        key="works",
        before=first.after,
    )
    folder = tmp_path / "sheets"
    folder.mkdir()
    for name, content in as_csv(second.after, ExportOptions(date(2018, 7, 1))).items():
        (folder / name).write_bytes(content)

    back = bring(*folder.iterdir(), day=DAYS[1], key="works").after

    for key in ("post:a", "person:x", "centre:c"):
        assert back.nodes[key].props == second.after.nodes[key].props
    assert len((folder / "earlier.csv").read_text(encoding="utf-8-sig").splitlines()) == 11


def test_an_earlier_value_that_cannot_be_is_refused_with_its_row(put):
    posts = put("posts.csv", row())
    for line, what in (
        ("posts,post:a,,fte,1", "has an earlier value without the date it applied until"),
        (
            "posts,post:a,2018-06-01,ftee,1",
            '"ftee" is not a field whose earlier values are kept; nearest: "fte"',
        ),
        ("posts,post:a,2018-06-01,fte,much", "much"),
    ):
        with pytest.raises(DataError, match=what) as refused:
            bring(posts, put("earlier.csv", f"sheet,key,until,field,value\n{line}\n"), key="works")
        assert "earlier.csv" in str(refused.value) or "posts.csv" in str(refused.value)
