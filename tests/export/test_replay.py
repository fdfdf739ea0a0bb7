"""What leaves one engine comes to life again on an empty one, whichever it is; the command that does it."""

from __future__ import annotations

import json
import zipfile

import pytest
from suite.contents import facts
from suite.engines import EXAMPLE
from suite.faces import Said, point_to

from ansvar.cli.main import main
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.cypher import Statement
from ansvar.graph.export.cypher import as_cypher
from ansvar.graph.export.options import ExportOptions
from ansvar.graph.load.loader import load_files


def replay(store, script):
    """Run a script as a shell does: one statement after the other."""
    lines = "\n".join(line for line in script.split("\n") if not line.startswith("//"))
    made = [
        Statement(name="test.replay", text=text.strip(), params={}, returns=(), access="write")
        for text in lines.split(";\n")
        if text.strip()
    ]
    store.define(
        [each for each in made if each.text.startswith("CREATE CONSTRAINT") or "INDEX" in each.text[:15]]
    )
    for each in made:
        if each.text.startswith("UNWIND"):
            store.write(lambda tx, each=each: tx.run(each))
    return len(made)


HARD = 'it\'s a "text" with \\ and a line\nand a tab\t, æøå, \U0001f9ed, \u2028, ; and //'


@pytest.mark.slow
def test_a_cypher_script_replays_on_an_empty_graph(bench, tmp_path):
    load_files(bench.empty(), EXAMPLE)
    before = snapshot(bench.store.read)
    before.nodes["centre:vest-3"].props.update({"note_nb": HARD, "note_en": HARD})
    script = as_cypher(before, ExportOptions())["graph.cypher"].decode()

    replay(bench.empty(), script)

    after = snapshot(bench.store.read)
    assert facts(after) == facts(before)
    assert after.fingerprint() == before.fingerprint()
    # the program takes it for a graph of its own: the derived edges are known, and a load finds nothing to do
    after.nodes["centre:vest-3"].props.pop("note_nb")
    again = load_files(bench.store, EXAMPLE)
    assert (again.created, again.changed, again.ended) == (0, 1, 0)


@pytest.fixture
def said(bench, monkeypatch, capfdbinary):
    """Run the command line on an engine."""

    def run(*words):
        point_to(bench, monkeypatch)
        monkeypatch.setattr("sys.argv", ["ansvar", *words])
        capfdbinary.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfdbinary.readouterr()
        return Said(int(ended.value.code or 0), out.decode(), err.decode())

    return run


@pytest.mark.slow
def test_exported_yaml_loads_as_the_same_graph(bench, said, tmp_path):
    """The command exports YAML that loads into an empty graph as the same graph."""
    load_files(bench.empty(), EXAMPLE)
    before = bench.fingerprint()

    told = said("export", "--format", "yaml", "--output", str(tmp_path / "out"), "--lang", "en")
    load_files(bench.empty(), [tmp_path / "out"])

    assert (told.code, told.out) == (0, "")
    assert "Files: 2." in told.err
    assert bench.fingerprint() == before


@pytest.mark.slow
def test_the_command_writes_to_the_terminal_a_file_or_an_archive(bench, said, tmp_path):
    load_files(bench.empty(), EXAMPLE)

    whole = said("export", "-f", "json")
    stated = said("export", "-f", "json", "--no-derived")
    part = said("export", "-f", "mermaid", "--unit", "office:vest", "--on", "2018-06-01", "--lang", "nb")
    packed = said("export", "-f", "csv", "-o", str(tmp_path / "new" / "sheets.zip"), "--lang", "en")

    assert json.loads(whole.out)["graph"]["fingerprint"] == bench.fingerprint()
    assert [edge["type"] for edge in json.loads(stated.out)["edges"] if edge["derived"]] == []
    assert any(edge["derived"] for edge in json.loads(whole.out)["edges"])
    assert part.out.startswith('flowchart LR\n  subgraph n0 ["Regionkontor Vest"]\n')
    assert "Not in this form" in packed.err
    with zipfile.ZipFile(tmp_path / "new" / "sheets.zip") as package:
        assert "units.csv" in package.namelist()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-f", "jason"], 'unknown format "jason"\n  Nearest: "json"'),
        (["-f", "json", "--unit", "office:wst"], 'unknown unit "office:wst"\n  Nearest: "office:vest"'),
        (["-f", "yaml"], "an export as yaml is several files\n  Name a folder"),
        (["-f", "json", "--on", "yesterday"], 'unknown date "yesterday"'),
    ],
)
def test_an_impossible_export_gets_the_nearest_answer(words, told, example, said):
    """What cannot be exported is a question with the nearest answer."""
    answer = said("export", *words)

    assert answer.code == 2
    assert told in answer.err
    assert answer.out == ""


def test_an_empty_graph_has_nothing_to_export(store, said):
    assert "the graph is empty" in said("export", "-f", "json").err


def test_a_folder_with_other_files_is_not_mixed_with_an_export(example, said, tmp_path):
    (tmp_path / "older.yaml").write_text("format: x", encoding="utf-8")

    answer = said("export", "-f", "yaml", "-o", str(tmp_path))

    assert answer.code == 2
    assert "older.yaml" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["older.yaml"]
