"""What looks the same is the same, however it was typed: one form of names and keys on every way in."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import typer
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from suite.imports import bring

from ansvar.cli.main import app
from ansvar.cli.options import as_kept
from ansvar.graph.characters import composed
from ansvar.graph.content.snapshot import snapshot
from ansvar.graph.errors import DataError
from ansvar.graph.imports.filters import FILTERS, Tools, slug
from ansvar.graph.imports.jsonfile import read_json_tree
from ansvar.graph.imports.records import clean, heading
from ansvar.graph.imports.template import evaluate, read_template
from ansvar.graph.load.fields import Key
from ansvar.graph.load.loader import load_files
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.queries.catalogue.query import thing

if TYPE_CHECKING:
    from collections.abc import Iterator

ASGARD, APART = "Åsgård", "A\u030asga\u030ard"
PERSIAN = "می\u200cروم"  # with a half-space, which is no blank
HINDI = "हिन्दी"

names = st.text(st.characters(categories=["L", "M", "N"]), min_size=1, max_size=20).map(
    lambda text: f"a{text}"
)


@given(names)
@example(f"a{ASGARD}")
@example("a\u0340\u0344\u212b\u01f0İ")
def test_every_form_of_a_name_comes_in_as_the_same_text(tmp_path_factory, name):
    folder = tmp_path_factory.mktemp("forms")
    (folder / "f.yaml").write_text("", encoding="utf-8")
    came: dict[str, set[str]] = {}
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, name)
        for way, read in ways(folder, text):
            came.setdefault(way, set()).add(read)

    kept = unicodedata.normalize("NFC", name)
    assert came == {way: {kept} for way in came} | {"a heading": {heading(kept)}, "a slug": {slug(kept)}}
    assert unicodedata.is_normalized("NFC", slug(name))


def ways(folder: Any, text: str) -> Iterator[tuple[str, str]]:
    """Give what becomes of a text on each way in."""
    (folder / "f.yaml").write_text(yaml.safe_dump({text: [text]}, allow_unicode=True), encoding="utf-8")
    read = read_yaml(folder / "f.yaml").data
    yield from (("a field of YAML", next(iter(read))), ("a value of YAML", next(iter(read.values()))[0]))
    for ascii_only in (True, False):
        (folder / "f.json").write_text(json.dumps({text: text}, ensure_ascii=ascii_only), encoding="utf-8")
        tree = read_json_tree(folder / "f.json")
        yield from (
            ("a field of JSON", next(iter(tree.data))),
            ("a value of JSON", tree.data[composed(text)]),
        )
    yield "a cell", clean(text, quotes=False)
    yield "a heading", heading(text)
    yield "the command line", str(as_kept(text))
    yield "a slug", slug(text)


@given(names, st.sampled_from(sorted({"slug", "lower", "upper", "id", "text", "unquote"} & set(FILTERS))))
@example("aǰ", "slug")
@example("aΐ", "upper")
def test_no_filter_of_a_mapping_leaves_another_form(name, kind):
    tools = Tools({}, {}, {}, {})
    for template in (f"{{x|{kind}}}", f"{{x|{kind}}}{{x}}"):
        (made,) = evaluate(read_template(template), lambda _: [composed(name)], tools)
        assert unicodedata.is_normalized("NFC", made)


# -- the command line ------------------------------------------------------------------------------

NO_NAMES = {  # days, files, numbers and words that the program knows
    "on", "known_at", "file", "paths", "ended_on", "sources", "mapping", "valid_from", "folder", "since",
    "known_from", "known_to", "files", "target", "name", "limit", "number", "port", "until", "reason", "rule",
    "setting", "start", "end", "severity", "fail_on", "output", "lang", "by",
}  # fmt: skip
NAMES = {
    ("trace", "start"), ("trace", "theme"), ("trace", "matter"), ("coverage", "theme"),
    ("coverage", "matter"),
    ("duties", "of"), ("show", "key"), ("list", "kind"), ("import", "key"), ("import", "by"), ("load", "by"),
    ("diff", "until"), ("diff", "key"), ("diff", "prefix"), ("diff", "instruction"), ("export", "unit"),
    ("log", "about"),
    ("undo", "by"), ("demo", "by"), ("accept", "finding"), ("accept", "by"), ("withdraw", "finding"),
    ("withdraw", "by"), ("trend", "unit"), ("gaps", "unit"), ("gaps", "about"), ("accept", "about"),
    ("import", "prefix"),
}  # fmt: skip


def options(command: Any) -> Iterator[tuple[str, Any]]:
    for below in getattr(command, "commands", {}).values():
        yield from options(below)
    yield from ((command.name, each) for each in command.params)


def test_every_option_takes_every_form_of_a_name():
    """Every option that holds a name or a key takes every form."""
    every = list(options(typer.main.get_command(app)))
    taken = {(verb, o.name) for verb, o in every if getattr(o.callback, "__wrapped__", None) is as_kept}

    assert as_kept(APART) == ASGARD
    assert taken == NAMES
    flags = {each.name for _, each in every if getattr(each, "is_flag", False)}
    others = {each.name for verb, each in every if (verb, each.name) not in NAMES}
    assert others - flags <= NO_NAMES | {"install_completion", "show_completion"}


# -- into the graph --------------------------------------------------------------------------------


def words(name: str) -> dict[str, str]:
    return {"nb": name, "en": name}


def file(*units: tuple[str, str]) -> str:
    return yaml.safe_dump(
        {
            "format": "ansvar.organisation/1",
            "key": "org",
            "name": words("Org"),
            "from": "2018-01-01",
            "units": [{"key": key, "kind": "Section", "name": words(name)} for key, name in units],
        },
        allow_unicode=True,
    )


def put(path: Any, text: str) -> Any:
    path.write_text(text, encoding="utf-8")
    return path


def test_one_key_in_two_forms_is_one_key_used_twice_in_a_file(tmp_path):
    path = put(tmp_path / "org.yaml", file((f"unit:{ASGARD}", "one"), (f"unit:{APART}", "other")))

    with pytest.raises(DataError) as refused:
        bring(path)

    assert [problem.message for problem in refused.value.problems] == [
        f'the key "unit:{ASGARD}" is used twice'
    ]


MAPPING = {
    "format": "ansvar.mapping/1",
    "name": "list",
    "title": {"nb": "Liste", "en": "List"},
    "organisation": {"key": "org"},
    "tables": {"kinds": {APART.lower(): "Section", "*": "RegionalOffice"}},
    "sources": {
        "rows": {
            "columns": {"Avd\u0065\u0301ling": [f"Navn {APART}"]},
            "units": [{"key": "{Avdéling|slug}", "kind": "{Avdéling|table:kinds}", "name": "{Avdéling}"}],
        }
    },
}


def by_mapping(folder: Any, *rows: str) -> dict[str, tuple[str, str]]:
    rule = put(folder / "mapping.yaml", yaml.safe_dump(MAPPING, allow_unicode=True, sort_keys=False))
    done = bring(put(folder / "list.csv", "\n".join([f"Navn {ASGARD}", *rows]) + "\n"), mapping=str(rule))
    nodes = done.after.nodes.values()
    return {n.key: (n.label, n.props["name_nb"]) for n in nodes if n.label != "Organisation"}


def test_a_sheet_with_both_forms_gives_one_unit(tmp_path):
    """A sheet with both forms gives one unit that its mapping knows in either form."""
    assert by_mapping(tmp_path, ASGARD, APART) == {"åsgård": ("Section", ASGARD)}


def test_joiners_and_direction_marks_stay_in_names(tmp_path):
    """Joiners and direction marks stay in names and what nobody sees goes."""
    name = f"{PERSIAN}\u200f (क्\u200dष)"

    assert by_mapping(tmp_path, f"\ufeff{name}\u200b\u00ad", "Ж") == {
        "میروم-क्ष": ("RegionalOffice", name),
        "ж": ("RegionalOffice", "Ж"),
    }
    with pytest.raises(DataError, match='has no "Avdéling", so it has no key'):
        by_mapping(tmp_path, "\u200c\u200d")
    done = bring(put(tmp_path / "org.yaml", file(("u", name))))
    assert done.after.nodes["u"].props["name_nb"] == name


def test_a_key_made_of_a_name_keeps_letters_of_any_script(tmp_path):
    """A key made of a name keeps the letters of every script whole."""
    told = ["Šibenik & Čakovec", "財務部", "Отдел кадров", HINDI, "İstanbul", "ﬁn ½"]

    assert set(by_mapping(tmp_path, *told)) == {
        "šibenik-čakovec", "財務部", "отдел-кадров", HINDI, "i\u0307stanbul", "fin-1-2",
    }  # fmt: skip


@given(st.characters())
@example("_")
@example("½")
def test_a_key_begins_with_a_letter_or_a_digit_of_any_script(sign):
    def fits(key: str) -> bool:
        try:
            return bool(TypeAdapter(Key).validate_python(key) == key)
        except ValidationError:
            return False

    assert fits(sign) is fits(f"{sign}:1") is sign.isalnum()
    assert fits(f"a{sign}b") is not (sign.isspace() or sign < " ")


def test_what_was_loaded_in_one_form_is_found_in_the_other(store, tmp_path):
    load_files(store, [put(tmp_path / "org.yaml", file((f"unit:{APART}", APART), ("財務部", "財務部")))])

    held = {key: node.props["name_nb"] for key, node in snapshot(store.read).nodes.items()}
    assert held == {"org": "Org", f"unit:{ASGARD}": ASGARD, "財務部": "財務部"}
    for typed in (ASGARD, APART):
        assert thing(store, str(as_kept(f"unit:{typed}"))).more["node"]["name"] == ASGARD
