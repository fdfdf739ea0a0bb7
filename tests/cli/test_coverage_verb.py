"""`ansvar coverage`, `clauses --coverage` and `check` as a caseworker or a scheduled job meets them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from suite.engines import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from suite.faces import Said

    Run = Callable[..., Said]

ON = ("--on", "2018-06-01")
EXPECTATIONS = str(ROOT / "seed" / "expectations" / "udi-2018.yaml")


# -- coverage ------------------------------------------------------------------------------------


def test_the_map_has_signs_legend_reasons_and_totals(ansvar: Run) -> None:
    """The map has a sign for each cell a legend the reasons and the totals last.

    Nothing depends on colour: the signs differ, and the legend says what they mean.
    """
    said = ansvar("coverage", *ON, "--by", "office")

    lines = said.out.splitlines()
    assert said.code == 1
    assert "office:nord      X~~??? X~~??? X~~??? X~~???  Regional office Nord" in lines
    assert "office:vest      ++++++ ++++++ ++++++ ++++++  Regional office Vest" in lines
    assert "+ route · ~ route with fallback · ? not regulated · X broken" in lines
    assert any(line.startswith("A child marriage · B female genital mutilation") for line in lines)
    assert any(line.startswith("~ Contact person at regional office Nord: vacant since") for line in lines)
    assert " ".join(lines[-2:]) == (
        "Places: 36. Cells (combinations of place, theme and kind of matter that can be asked about): 864 "
        "(route: 552, route with fallback: 200, not regulated: 84, broken: 28)."
    )


def test_a_broken_cell_ends_with_one(ansvar: Run) -> None:
    said = ansvar("coverage", *ON, "--by", "unit", "--lang", "nb")

    assert said.code == 1
    assert "dept:asa             ++++++ XXXXXX ++++++ ++++++  Asylavdelingen" in said.out
    told = " ".join(said.out.split())
    assert "X Veien stanser etter enheten: ASAs representant mangler. Kravet følger av IM 2018-001," in told
    assert "18 felt (dept:asa, section:barnefaglig, section:kor)" in told
    assert "Enheter som en vei kan begynne hos: 53. Felt (kombinasjoner av enhet, tema og sakstype" in told


@pytest.mark.parametrize(("by", "rows"), [("centre", 36), ("office", 6), ("region", 17), ("unit", 53)])
def test_csv_and_json_tell_the_same_cells(ansvar: Run, by: str, rows: int) -> None:
    words = ("coverage", *ON, "--by", by)
    answer = json.loads(ansvar(*words, "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(ansvar(*words, "--format", "csv").out)))

    assert answer["format"] == "ansvar.coverage/2"
    assert answer["question"] == {"on": "2018-06-01", "by": by, "theme": None, "matter": None}
    assert len(answer["items"]) == rows * 24 == len(table)
    for item, row in zip(answer["items"], table, strict=True):
        assert (item[by], item["theme"], item["matter"]) == (row[by], row["theme"], row["matter"])
        assert (item["state"], item["reason"]) == (row["state"], row["reason"])
        assert "; ".join(item["chain"]) == row["chain"]
        asked = {q["key"]: str(q["number"]) for q in answer["questions"]}
        assert "; ".join(asked[key] for key in item["questions"]) == row["questions"]


@pytest.mark.parametrize("by", ["centre", "office"])
def test_the_map_says_once_which_questions_it_rests_on(ansvar: Run, by: str) -> None:
    """A line tells the numbers and how many cells rest on each, however these are grouped.

    The coordinator (question 2) is reached from 29 places; 13 meet a contact who is not there (5, 7, 12).
    """
    only = ("--by", by, "-t", "fgm", "-m", "trend")
    english, bokmaal = (
        " ".join(ansvar("coverage", *ON, *only, "--lang", lang).out.split()) for lang in ("en", "nb")
    )

    assert english.count("open questions") == 1
    numbers = {2: 29, 4: 36, 5: 13, 7: 13, 12: 13, 13: 29}
    told = ", ".join(f"question {number} ({count} cells)" for number, count in numbers.items())
    assert f"(`ansvar list OpenQuestion`): {told}. Places: 36." in english
    told = ", ".join(f"spørsmål {number} ({count} felt)" for number, count in numbers.items())
    assert f"(`ansvar list OpenQuestion`): {told}. Steder: 36." in bokmaal


def test_one_theme_and_matter_make_a_narrow_map(ansvar: Run) -> None:
    answer = json.loads(
        ansvar("coverage", *ON, "-t", "fgm", "-m", "trend", "--by", "region", "--format", "json").out
    )

    assert {(item["theme"], item["matter"]) for item in answer["items"]} == {("fgm", "trend")}


def test_an_unknown_theme_is_a_matter_of_usage(ansvar: Run) -> None:
    said = ansvar("coverage", *ON, "-t", "fmg")

    assert (said.code, said.out) == (2, "")
    assert '"fgm"' in said.err


def test_an_empty_graph_has_no_map(fresh: Run) -> None:
    said = fresh("coverage")

    assert said.code == 2
    assert "the graph is empty" in said.err


# -- clauses -------------------------------------------------------------------------------------


def test_clause_coverage_exits_1_for_a_clause_without_effect(ansvar: Run) -> None:
    """Clause coverage ends with one when a clause created nothing."""
    said = ansvar("clauses", "--coverage", *ON)

    assert said.code == 1
    assert (
        "Clauses that are in the model but created nothing (2): IM 2018-001, section 4; section 5" in said.out
    )
    assert ansvar("clauses", *ON).code == 0


def test_clause_coverage_gives_rules_in_every_format(ansvar: Run) -> None:
    answer = json.loads(ansvar("clauses", "--coverage", *ON, "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(ansvar("clauses", "--coverage", *ON, "--format", "csv").out)))

    assert [row["rules"].split("; ") if row["rules"] else [] for row in table] == [
        item["rules"] for item in answer["items"]
    ]
    assert answer["coverage"]["totals"]["duties"] == 44


# -- check ---------------------------------------------------------------------------------------


def test_what_is_expected_of_the_example_holds(ansvar: Run) -> None:
    said = ansvar("check", EXPECTATIONS)

    lines = said.out.splitlines()
    assert said.code == 0
    assert lines[0] == "Expectations of the example organisation, June 2018"
    assert lines[-1] == "Lines: 13. Hold: 7, fail: 0, known to fail: 6, cannot be judged: 0."
    assert any(line.startswith("~ known to fail ") for line in lines)


def test_a_failing_line_says_of_what_it_counts(ansvar: Run) -> None:
    english, bokmaal = (
        " ".join(ansvar("check", EXPECTATIONS, "--lang", lang).out.split()) for lang in ("en", "nb")
    )

    assert (
        "112 of 864 routes (one from each starting point, for each theme and kind of matter): Stops"
        in english
    )
    assert "112 av 864 veier (én fra hver som spør, for hvert tema og hver sakstype): Veien" in bokmaal


def test_a_failing_line_ends_with_one_and_names_whom(ansvar: Run) -> None:
    said = ansvar("check", EXPECTATIONS, "--on", "2018-07-01")

    assert said.code == 1
    assert "Not marked as known for: office:indre-ost." in " ".join(said.out.split())


@pytest.mark.slow
def test_json_csv_and_junit_tell_the_same_results(ansvar: Run) -> None:
    words = ("check", EXPECTATIONS, "--on", "2018-07-01")
    answer = json.loads(ansvar(*words, "--format", "json").out)
    table = list(csv.DictReader(io.StringIO(ansvar(*words, "--format", "csv").out)))
    suite = ET.fromstring(ansvar(*words, "--format", "junit").out)[0]  # noqa: S314  (our own output)

    assert answer["format"] == "ansvar.check/1"
    assert [(r["name"], r["result"]) for r in table] == [(i["name"], i["result"]) for i in answer["items"]]
    assert [case.get("name") for case in suite] == [item["name"] for item in answer["items"]]
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("13", "3", "3")
    assert [len(case.findall("failure")) for case in suite] == [
        int(item["result"] == "fails" and (item["known"] is None or bool(item["beyond"])))
        for item in answer["items"]
    ]


def test_a_line_that_cannot_be_judged_exits_3(ansvar: Run, tmp_path: Path) -> None:
    """A line that cannot be judged ends with three and is an error for the scheduler."""
    path = tmp_path / "e.yaml"
    path.write_text(
        "format: ansvar.expectations/1\nexpect:\n  - route: {from: centre:vst-3}\n", encoding="utf-8"
    )

    text = ansvar("check", str(path), *ON)
    junit = ansvar("check", str(path), *ON, "--format", "junit")

    assert (text.code, junit.code) == (3, 3)
    assert '"centre:vest-3"' in text.out
    assert ET.fromstring(junit.out)[0].get("errors") == "1"  # noqa: S314  (our own output)


def test_a_broken_file_is_refused_before_an_engine_is_asked(
    plain: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANSVAR_HOME", str(tmp_path / "home"))
    path = tmp_path / "broken.yaml"
    path.write_text("format: ansvar.expectations/1\nexpect:\n  - rout: {}\n", encoding="utf-8")

    said = plain("check", str(path))

    assert (said.code, said.out) == (3, "")
    assert f'{path}:3: unknown field "rout"' in said.err
    assert 'Nearest: "route"' in said.err
    assert not (tmp_path / "home").exists()
