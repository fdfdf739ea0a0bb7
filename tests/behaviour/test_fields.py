"""A field of posts is one entry of the table of fields, and every way in and out follows from it."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from typing import Any

import pytest
import yaml
from rdflib import Graph, Literal, URIRef
from suite.engines import ROOT
from suite.faces import EMBEDDED, point_to

from ansvar.graph.schema.fields import FIELDS, field_name
from ansvar.graph.schema.model import edge_kinds, node_kinds

ENTRY: dict[str, Any] = {
    "type": "text",
    "headers": ["grade", "lønnstrinn"],
    "rdf": "ansvar:grade",
    "name": {"nb": "trinn", "en": "pay grade"},
    "help": {"nb": "Lønnstrinnet posten har.", "en": "What the post is paid by."},
}

# a fresh program: nothing of it has looked at the table before the entry is there
PROGRAM = """
import contextlib, io, json, sys
from ansvar.graph.schema import fields
fields.FIELDS += (fields.make_field("Post", "grade", json.loads(sys.argv[1])),)
from ansvar.cli.main import main
said = []
for words in json.loads(sys.argv[2]):
    sys.argv, out, code = ["ansvar", *words], io.StringIO(), 0
    with contextlib.redirect_stdout(out):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    said.append([code, out.getvalue()])
from ansvar.graph.schema.pages import fields_page, nodes_page
print(json.dumps([said, nodes_page(), fields_page()]))
"""


@pytest.fixture
def program(bench, store, monkeypatch):
    """Run a program whose table has one entry more; given is what each command said, and the pages."""
    point_to(bench, monkeypatch)

    def run(*commands):
        words = [[str(word) for word in command] for command in commands]
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, json.dumps(ENTRY), json.dumps(words)],
            capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8",
            env={**os.environ, "NO_COLOR": "1", "COLUMNS": "200", "ANSVAR_LANG": "en", "PYTHONUTF8": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        said, *pages = json.loads(done.stdout.splitlines()[-1])
        assert [code for code, _ in said if code not in (0, 1)] == [], (said, done.stderr)
        return [out for _, out in said], pages

    return run


def organisation(path, grade):
    """Write a file with one post that has the new field."""
    posts = [{"key": "post:p", "name": {"nb": "P", "en": "P"}, "grade": grade}]
    file = {"format": "ansvar.organisation/1", "key": "o", "from": "2018-01-01", "posts": posts}
    path.write_text(yaml.safe_dump(file), encoding="utf-8")
    return path


def sheet(folder, header, rows):
    """Write the sheets of an organisation: posts, by the names that a header gives its columns."""
    folder.mkdir()
    (folder / "organisation.csv").write_text("key,name\no,O\n", encoding="utf-8")
    (folder / "posts.csv").write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.slow
@EMBEDDED
def test_one_entry_of_the_table_reaches_every_form(program, tmp_path):
    """One entry is loaded shown compared and written in every form."""
    first, second = organisation(tmp_path / "one.yaml", "A1"), organisation(tmp_path / "two.yaml", "B2")
    forms = {"yaml": "yaml", "csv": "csv", "json": "o.json", "turtle": "o.ttl"}

    (_, shown, vist, as_json, listed, log, differs, ulikt, *_), (schema, fields) = program(
        ("load", first),
        ("show", "post:p", "--lang", "en"),
        ("show", "post:p", "--lang", "nb"),
        ("show", "post:p", "--format", "json"),
        ("list", "Post"),
        ("log", "post:p"),
        ("diff", "--with", second, "--lang", "en"),
        ("diff", "--with", second, "--lang", "nb"),
        *(("export", "-f", form, "-o", tmp_path / name) for form, name in forms.items()),
        ("template", tmp_path / "start"),
    )

    def has(text, *cells):
        return any(line.split() == [*" ".join(cells).split()] for line in text.splitlines())

    assert has(shown, "pay grade", "A1")
    assert has(vist, "trinn", "A1")
    assert json.loads(as_json)["node"]["grade"] == "A1"
    assert "grade" in listed.splitlines()[0].split()
    assert "pay grade: A1" in log
    assert has(differs, "changed", "P (post:p)", "pay grade", "A1", "B2")
    assert has(ulikt, "endret", "P (post:p)", "trinn", "A1", "B2")
    assert read(tmp_path / "yaml" / "o.yaml")["posts"][0]["grade"] == "A1"
    assert [row["grade"] for row in rows(tmp_path / "csv" / "posts.csv")] == ["A1"]
    nodes = {node["key"]: node["properties"] for node in read(tmp_path / "o.json")["nodes"]}
    assert nodes["post:p"]["grade"] == "A1"
    triple = (URIRef("urn:ansvar:post:p"), URIRef("urn:ansvar:schema:grade"), Literal("A1"))
    assert triple in Graph().parse(tmp_path / "o.ttl")
    assert "grade" in rows(tmp_path / "start" / "sheets" / "posts.csv")[0]
    post = read(tmp_path / "start" / "schema" / "organisation.schema.json")["$defs"]["PostPart"]
    assert post["properties"]["grade"]["description"] == ENTRY["help"]["en"]
    assert "| `grade` | string, optional | What the post is paid by. |" in schema.partition("### Post\n")[2]
    assert "| `grade` | posts | text | `grade`, `lønnstrinn` | `ansvar:grade` |" in fields


@EMBEDDED
def test_one_entry_is_read_from_sheets_by_either_header(program, tmp_path):
    """One entry is read from sheets by either header and kept when the post ends."""
    by_en = sheet(tmp_path / "en", "key,name,grade,note", ["post:p,P,A1,mind", "post:q,Q,A2,"])
    by_nb = sheet(tmp_path / "nb", "nøkkel,navn,lønnstrinn,merknad", ["post:p,P,B1,mind", "post:q,Q,B2,"])
    ends = sheet(tmp_path / "ends", "key,name,occupancy", ["post:p,P,eliminated", "post:q,Q,"])
    show = ("show", "post:p", "--format", "json", "--on", "2018-01-01")

    (_, en, _, nb, _, ended), _ = program(
        ("import", by_en, "--valid-from", "2018-01-01"), show,
        ("import", by_nb, "--valid-from", "2018-01-01"), show,
        ("import", ends, "--valid-from", "2018-06-01", "--partial"), show,
    )  # fmt: skip

    assert [json.loads(said)["node"]["grade"] for said in (en, nb, ended)] == ["A1", "B1", "B1"]
    node = json.loads(ended)["node"]
    assert (node["valid_to"], node["note"]) == ("2018-06-01", "mind")


def read(path):
    """Read YAML or JSON."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def rows(path):
    """Read a sheet."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# -- the table ---------------------------------------------------------------------------------------


def test_every_property_of_things_is_in_the_table():
    """Every property of units posts and people is in the table or of every thing."""
    said = {(field.on, prop) for field in FIELDS for prop in field.properties}
    common = {
        "key",
        "valid_from",
        "valid_to",
        "stated_by",
        "as_of",
        "dated",
        "changed_on",
    }  # which no source says of itself
    carry = {kind.label: ({*kind.labels, "Stated"}, kind) for kind in node_kinds().values()}
    organisation = [pair for pair in carry.values() if {"Organisation", "Unit", "Post", "Person"} & pair[0]]

    assert {
        (kind.label, prop.name)
        for labels, kind in organisation
        for prop in kind.properties
        if prop.name not in common and not any((label, prop.name) in said for label in labels)
    } == set()
    # and the other way: what the table says is there
    known = {
        (label, prop.name) for labels, kind in organisation for label in labels for prop in kind.properties
    }
    known |= {(kind.type, prop.name) for kind in edge_kinds().values() for prop in kind.properties}
    assert {(f.on, f.key) for f in FIELDS if f.past} == said - known


def test_every_entry_has_both_languages_and_own_names():
    """Every entry speaks both languages and no two share a column or a name in the graph."""
    assert [f for f in FIELDS if set(f.name) != {"nb", "en"} or set(f.help) != {"nb", "en"}] == []
    assert [f for f in FIELDS if not all(text.endswith(".") for text in f.help.values())] == []
    for on in {field.on for field in FIELDS}:
        mine = [field for field in FIELDS if field.on == on]
        headers = [header for field in mine for found in field.columns.values() for header in found]
        properties = [name for field in mine for name in field.properties]
        assert (len(headers), len(properties)) == (len(set(headers)), len(set(properties)))


def test_a_property_is_named_for_people():
    """A property is named for people and a strange one is given as it is."""
    asked = ("fact_source", "name_nb", "name_en", "note", "modality")

    nb, en = ([field_name(name, lang) for name in asked] for lang in ("nb", "en"))

    assert nb == ["kilde", "navn", "navn (engelsk)", "merknad", "modality"]
    assert en == ["source", "name (bokmål)", "name", "note", "modality"]
