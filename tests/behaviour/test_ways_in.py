"""No way in takes a character that steers its reader: each tells file, line and code point, all at once."""

from __future__ import annotations

import io
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from suite.engines import ROOT
from suite.imports import sheet_of

from ansvar.graph.errors import AnsvarError, DataError, QuestionError
from ansvar.graph.imports.importer import ImportOptions, read_with
from ansvar.graph.imports.mapping import read_mapping
from ansvar.graph.imports.sources import Sources, read_sources
from ansvar.graph.journal.entry import ChangeMeta
from ansvar.graph.load.reader import find_files, parse_files
from ansvar.queries.check.expectations import read_expectations
from ansvar.queries.gaps.acceptance import accept, withdraw
from ansvar.queries.gaps.rules import all_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

RULE = (ROOT / "queries/gaps/both_sides.cypher").read_text(encoding="utf-8").replace("both_sides", "own")
OURS = "format: ansvar.organisation/1\n"
PREFIX = "@prefix org: <http://www.w3.org/ns/org#> .\n"

LINE = RULE.splitlines().index("// severity: medium") + 1


def book(*rows: tuple[str, ...], title: str = "posts") -> bytes:
    made = Workbook()
    sheet_of(made).title = title
    for row in rows:
        sheet_of(made).append(row)
    whole = io.BytesIO()
    made.save(whole)
    return whole.getvalue()


def load(path):
    parse_files(find_files([path]))


def source(path):
    read_sources([path])


def rules(path):
    _, problems = all_rules(path.parent)
    raise DataError(problems)


# way, name, content -> (line, sheet, column, code points), in order of lines
Place = tuple[int, str, str, str]
WAYS: dict[str, tuple[Callable[[Path], object], str, str | bytes, list[Place]]] = {
    "instruction": (load, "a.yaml", "format: ansvar.instruction/1\nkey: a\x1b\n# \u202e\n",
                    [(2, "", "", "U+001B"), (3, "", "", "U+202E")]),
    "organisation": (load, "a.yaml", f"{OURS}key: a\nname: \x7f\nabout: \x9b\u2066\n",
                     [(3, "", "", "U+007F"), (4, "", "", "U+009B, U+2066")]),
    "escapes of YAML": (load, "a.yaml", OURS + 'key: "\\e[31m"\n"\\u202e": ["\\x9b"]\n',
                        [(2, "", "", "U+001B"), (3, "", "", "U+009B"), (3, "", "", "U+202E")]),
    "mapping": (read_mapping, "a.yaml", "format: ansvar.mapping/1\nname: a\x07b\n",
                [(2, "", "", "U+0007")]),
    "expectations": (read_expectations, "a.yaml", 'format: ansvar.expectations/1\ntitle: "\\u2069"\n',
                     [(2, "", "", "U+2069")]),
    "rule": (rules, "own.cypher", RULE + "//\x1b\n", [(RULE.count("\n") + 1, "", "", "U+001B")]),
    "escapes of a rule": (rules, "own.cypher", RULE.replace("// severity: medium", '// severity: "\\e"'),
                          [(LINE, "", "", "U+001B")]),
    "CSV": (source, "a.csv", 'a,b\nx,y\x1b\n"z\n\u202e",\n', [(2, "", "", "U+001B"), (4, "", "", "U+202E")]),
    "TSV": (source, "a.tsv", "a\tb\n\x1c\tc\n", [(2, "", "", "U+001C")]),
    "Excel": (source, "a.xlsx", book(("a", "b"), ("x\x9b", "y"), ("", "z\u2067")),
              [(2, "posts", "A", "U+009B"), (3, "posts", "B", "U+2067")]),
    "name of a sheet": (source, "a.xlsx", book(("a",), title="p\u202e"), [(0, "p\u202e", "", "U+202E")]),
    "JSON": (source, "a.json", '{"a": [\n"\x9b"]}', [(2, "", "", "U+009B")]),
    "escapes of JSON": (source, "a.json", '{"persons": [\n{"na\\u202eme": "a\\u001b"},\n"\\b", "\\ud800"]}',
                        [(2, "", "persons[0].na\u202eme", "U+001B"),
                         (2, "", "persons[0].na\u202eme", "U+202E"),
                         (3, "", "persons[1]", "U+0008"), (3, "", "persons[2]", "U+D800")]),
    "YAML of others": (source, "a.yaml", "sigs:\n- a\x1b\n", [(2, "", "", "U+001B")]),
    "Turtle": (source, "a.ttl", f'{PREFIX}<a:a> org:x "\x9b" .', [(2, "", "", "U+009B")]),
    "escapes of Turtle": (source, "a.ttl", f'{PREFIX}<a:a\\u202e> org:x "\\u001b" .\n<a:b> org:y "\\u009b" .',
                          [(2, "", "org:x", "U+001B"), (2, "", "org:x", "U+202E"),
                           (3, "", "org:y", "U+009B")]),
    "name of a file": (source, "a\x1b.csv", "a,b\n", [(0, "", "", "U+001B")]),
    "name of a file that is loaded": (load, "a\u202e.yaml", "a: b\n", [(0, "", "", "U+202E")]),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_every_file_is_refused_with_all_its_places(way, tmp_path):
    read, name, content, expected = WAYS[way]
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())

    with pytest.raises(DataError) as refused:
        read(path)

    told = [(p.line, p.sheet, p.column, p.message.partition(" U+")[2]) for p in refused.value.problems]
    told = [(line, sheet, column, f"U+{rest}".partition(":")[0]) for line, sheet, column, rest in told]
    assert sorted(told) == sorted(expected)
    assert all(problem.file == str(path) for problem in refused.value.problems)
    assert not any(
        sign in problem.message for problem in refused.value.problems for sign in "\x1b\x07\x9b\u202e"
    )


@pytest.mark.parametrize(
    "say",
    [
        lambda store, day: accept(store, "f", "bell\a", day, on=day),
        lambda store, day: accept(store, "f", "why\x1c", day, by="kim", on=day),
        lambda store, day: accept(store, "f", "why", day, by="\u202emik", on=day),
        lambda store, day: withdraw(store, "f", by="\x1b[2J", on=day),
        lambda _, day: read_with(Sources(), None, ImportOptions(day), key="o:\x9b"),
        lambda *_: ChangeMeta("load", "ka\x1bri"),
    ],
    ids=["reason", "reason at its end", "by", "by of a withdrawal", "key", "name of the user"],
)  # fmt: skip
def test_text_to_be_kept_is_refused_before_anything_is_asked(say):
    """What is said and kept is refused before anything is asked."""
    import datetime as dt

    with pytest.raises(QuestionError, match=r"contains the control character U\+"):
        say(None, dt.date(2018, 6, 1))


HOSTILE = {
    "many sixties": ("a.yaml", "a:\n  b: 1" + ":01" * 1_000_000, ":2:"),
    "long number": ("a.yaml", "a: " + "9" * 5_000_000, ":1:"),
    "long hexadecimal": ("a.yaml", "a: 0x" + "f" * 5_000_000, ":1:"),
    "infinite": ("a.yaml", "a: 1.0e+999999", ":1:"),
    "deep YAML": ("a.yaml", "a: " + "[" * 100_000, ":1:"),
    "tag on nonsense": ("a.yaml", "a: 1\nb: !!timestamp x\n", ":2:"),
    "tag on no boolean": ("a.yaml", "a: !!bool x", ":1:"),
    "tag on nothing": ("a.yaml", 'a: !!int ""', ":1:"),
    "JSON long number": ("a.json", '{\n"a": ' + "9" * 5_000_000 + "}", ":2,"),
    "JSON infinite": ("a.json", '{"a": 1e999999}', ":1,"),
    "JSON deep": ("a.json", '{"a":' * 100_000, ":1:"),
    "Turtle long number": ("a.ttl", PREFIX + "<a:a> org:x " + "9" * 5_000_000 + " .", ":2:"),
    "Turtle infinite": ("a.ttl", PREFIX + "<a:a> org:x 1e999999 .", ":2,"),
    "Turtle deep": ("a.ttl", PREFIX + "<a:a> org:x " + "[" * 100_000, ":2:"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_would_take_for_ever_is_refused_at_once(name, tmp_path):
    file, content, place = HOSTILE[name]
    path = tmp_path / file
    path.write_text(content, encoding="utf-8")
    begun = time.process_time()

    with pytest.raises(AnsvarError) as refused:
        read_sources([path])

    assert f"{file}{place}" in str(refused.value)
    assert len(str(refused.value)) < 2_000
    assert time.process_time() - begun < 5  # about one second where nothing else runs


@pytest.mark.slow
def test_one_reader_with_a_hostile_pattern_is_done_before_long(tmp_path):
    """In a process of its own: an engine that backtracks would never come back."""
    (tmp_path / "m.yaml").write_text(
        "format: ansvar.mapping/1\nname: m\ntitle: {nb: m, en: m}\norganisation: {key: o:t}\n"
        "patterns: {p: [{find: '(a+)+$', put: x}]}\nsources:\n  s:\n    columns: {N: [N]}\n"
        "    units: [{key: 'unit:{N|pattern:p|id}', kind: Section, name: '{N|pattern:p}'}]\n",
        encoding="utf-8",
    )
    (tmp_path / "s.csv").write_text("N\n" + "a" * 40 + "!\nbaa\n", encoding="utf-8")
    code = (
        "import datetime as dt, sys; from pathlib import Path\n"
        "from ansvar.graph.imports.importer import ImportOptions, read_files\n"
        "made = read_files([Path('s.csv')], 'm.yaml', [], ImportOptions(dt.date(2018, 1, 1)))\n"
        "print(sorted(made.documents[0].items['units']))\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip

    assert done.stdout == f"['unit:{'a' * 40}!', 'unit:bx']\n", done.stderr
