"""What the dashboard says is there in both languages, and everything in the schema has a name."""

from __future__ import annotations

import hashlib
import re
from string import Formatter

import pytest
from suite.engines import ROOT

from ansvar.graph.schema.model import edge_kinds, node_kinds
from ansvar.graph.texts import LANGUAGES, catalogue
from ansvar.queries.vocabulary import edge_name, kind_name

CATALOGUES = sorted((ROOT / "dashboard").rglob("*.yaml"))
VENDOR = ROOT / "dashboard" / "widgets" / "graph_view" / "vendor"


def test_every_text_has_both_languages_with_the_same_places(subtests):
    for path in CATALOGUES:
        with subtests.test(path.name):
            for name, texts in catalogue(path).items():
                assert set(texts) == set(LANGUAGES), name
                for form in ("one", "other"):  # of a text that says a number; the others have one form
                    told = {k: text[form] if isinstance(text, dict) else text for k, text in texts.items()}
                    places = {
                        lang: {part[1] for part in Formatter().parse(text) if part[1]}
                        for lang, text in told.items()
                    }
                    assert places["nb"] == places["en"], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_and_edge_of_the_schema_has_a_name(lang):
    names = catalogue(ROOT / "queries" / "vocabulary.yaml")

    assert [label for label in node_kinds() if label != "GraphState" and f"kind_{label}" not in names] == []
    assert [kind for kind in edge_kinds() if f"edge_{kind}" not in names] == []
    assert all(kind_name(lang, label) for label in node_kinds())
    assert all(edge_name(lang, kind) for kind in edge_kinds())


def test_what_is_vendored_is_what_its_page_says():
    rows = re.findall(
        r"^\| `([^`]+)` .*\| ([\d.]+) \|.*\| `([0-9a-f]{64})` \|$",
        (VENDOR / "README.md").read_text(),
        re.MULTILINE,
    )

    assert [name for name, _, _ in rows] == [path.name for path in sorted(VENDOR.glob("*.js"))]
    for name, version, checksum in rows:
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == checksum
        assert version in (ROOT / "NOTICE").read_text()
        assert (VENDOR / f"{name.split('.')[0]}.LICENSE.md").exists()


def test_nothing_in_the_folder_hides_a_package():
    """Streamlit puts dashboard/ first on the import path, where a graph.py would stand for our graph/."""
    hidden = {"graph", "queries", "cli", "seed"}

    assert [p.name for p in (ROOT / "dashboard").iterdir() if p.stem in hidden] == []


def test_the_dashboard_names_no_theme_role_or_organisation():
    words = re.compile(
        r"fgm|forced|violence|representative|coordinator|regional-contact|\budi\b", re.IGNORECASE
    )
    code = [*(ROOT / "dashboard").rglob("*.py"), *(ROOT / "dashboard").rglob("view.*")]

    assert [path.name for path in code if words.search(path.read_text(encoding="utf-8"))] == []
