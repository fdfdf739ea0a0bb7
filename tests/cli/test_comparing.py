"""Two states compared, asked as a person asks: every form, exit codes, and files that are not loaded."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from suite.faces import EMBEDDED
from suite.words import WEST

DAYS = ("--from", "2018-03-01", "--to", "2018-06-01")
MOVES = (
    *WEST,
    "centre:b in region:r",
    "person:a holds post:contact to 2018-04-01",
    "person:b holds post:contact from 2018-04-01",
    "post:clerk in dept:care to 2018-05-01",
    "post:clerk in dept:head from 2018-05-01",
)
TEXT = """\
From 1 March 2018 to 1 June 2018

What has changed
what     who or what   field   before    after
moved    post:clerk    unit    dept:care  dept:head
changed  post:contact  holder  person:a  person:b

Who should be told
who or what         why                                                       what
centre:a, centre:b  the post that matters from here go to first has another holder, or none  post:contact

"""
TOTALS = (
    "New: 0, ended: 0, moved: 1, changed: 1. Routes that have changed: 0, duties with nobody responsible: 0, "
    "new findings: 0, closed findings: 0. To be told: 2."
)
EXTRACT = {
    "format": "ansvar.mapping/1", "name": "extract", "title": {"nb": "Uttrekk", "en": "Extract"},
    "organisation": {"key": "organisation:t"},
    "sources": {"rows": {
        "columns": {"Post": ["Stilling"], "Unit": ["Enhet"], "Name": ["Navn"]},
        "posts": [{
            "key": "{Post}", "name": "{Post}", "unit": "{Unit}", "fills": {"role": "contact"},
            "holders": {"person": "person:{Name|slug}", "name": "{Name}"},
        }],
    }},
}  # fmt: skip


def flat(text):
    """Give the lines with single blanks: how wide a column is says nothing."""
    return [" ".join(line.split()) for line in text.splitlines()]


class Page(HTMLParser):
    """Gathers what a page asks for from elsewhere, its language and its cells."""

    def __init__(self, text):
        super().__init__()
        self.asked, self.lang, self.cells = [], "", []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.asked += [tag] if tag in ("script", "link", "img", "iframe", "object", "base") else []
        self.asked += [value for name, value in attrs if name in ("src", "href", "srcset") and value]
        self.lang = names["lang"] if tag == "html" else self.lang
        self.cells += [""] if tag in ("td", "th") else []

    def handle_data(self, data):
        if self.cells:
            self.cells[-1] = (self.cells[-1] + data).strip()


@pytest.mark.slow
def test_two_days_are_compared_in_every_form(house, fresh, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    assert house(*MOVES).code == 0

    text = fresh("diff", *DAYS)
    bokmaal = fresh("diff", *DAYS, "--lang", "nb")
    told = json.loads(fresh("diff", *DAYS, "--format", "json").out)
    marked = fresh("diff", *DAYS, "--format", "markdown")
    page = fresh("diff", *DAYS, "--format", "html", "--lang", "nb", "--output", str(tmp_path / "p.html"))
    html = (tmp_path / "p.html").read_text(encoding="utf-8")

    assert (text.code, text.err) == (1, "")
    assert flat(text.out) == [*flat(TEXT), TOTALS]
    assert flat(bokmaal.out)[2:5] == [
        "Hva som er endret",
        "hva hvem eller hva opplysning før etter",
        "flyttet post:clerk (nb) (post:clerk) enhet dept:care (nb) dept:head (nb)",
    ]
    assert list(told) == [
        "format", "question", "graphs", "totals", "changes", "routes", "duties", "gaps", "tell", "clauses",
    ]  # fmt: skip
    assert told["format"] == "ansvar.diff/1"
    assert told["question"] == {
        "from": "2018-03-01", "to": "2018-06-01", "known_from": "", "known_to": "",
        "with": [], "instruction": [],
    }  # fmt: skip
    assert [list(change.values()) for change in told["changes"]] == [
        ["Post", "post:clerk", "moved", "POST_IN", "post:clerk", "dept:care", "dept:head"],
        ["Post", "post:contact", "changed", "<-HOLDS", "post:contact", "person:a", "person:b"],
    ]
    rows = [line.strip("| ").split(" | ") for line in marked.out.splitlines() if line.startswith("| ")]
    assert marked.out.startswith("# From 1 March 2018 to 1 June 2018\n\nNew: 0, ")
    assert ["changed", "post:contact", "holder", "person:a", "person:b"] in rows
    assert (page.code, page.out, page.err) == (1, "", f"{tmp_path / 'p.html'}\n")
    seen = Page(html)
    assert (seen.asked, seen.lang) == ([], "nb")
    assert "url(" not in html
    assert "@import" not in html
    assert "http" not in html
    assert {"flyttet", "post:clerk (nb) (post:clerk)", "dept:head (nb)"} <= set(seen.cells)


def test_nothing_that_differs_ends_with_zero(house, fresh):
    house(*WEST)

    said = fresh("diff", *DAYS)

    assert (said.code, said.out) == (0, "From 1 March 2018 to 1 June 2018\n\nNo differences.\n")


REFUSED = {
    (): "there is nothing to compare with\n  Give an earlier date with --from, or see `ansvar diff --help`.",
    ("--from", "soon"): 'unknown date "soon": not a date\n  Write it as 2018-06-01, 1.6.2018 or today.',
    ("--known-from", "7", "--to", "2018-06-01"): 'unknown change set "7"\n  Valid values include "1".',
    ("--instruction", "T"): (
        "the instruction to compare with is missing\n  Give it with --to, by its key or its citation."
    ),
    ("--instruction", "T", "--to", "TT"): 'unknown instruction "TT"\n  Nearest: "T".',
    (*DAYS, "--mapping", "popolo"): (
        "--mapping, --valid-from, --partial, --key, --prefix, --take-over and --lenient "
        "say how files are read\n  Give the files with --with."
    ),
    ("--with", "x.csv", "--known-to", "1"): (
        "--with and --known-to cannot be used together\n  Leave one of them out."
    ),
    ("--with", "no-such-folder/x.csv"): (
        "no-such-folder/x.csv: is not there\n  1 problem. Nothing was loaded; the graph is unchanged."
    ),
}


def test_what_cannot_be_compared_is_refused_in_words(house, fresh):
    house(*WEST)

    for words, told in REFUSED.items():
        said = fresh("diff", *words)
        code = 3 if told.endswith("unchanged.") else 2
        assert (said.code, said.out, said.err) == (code, "", f"ansvar: {told}\n"), words


# -- files that are not loaded ---------------------------------------------------------------------------


def extract(tmp_path, unit="office:west"):
    """Write a table of another system, and the mapping that reads it."""
    (tmp_path / "mapping.yaml").write_text(json.dumps(EXTRACT), encoding="utf-8")
    (tmp_path / "extract.csv").write_text(f"Stilling;Enhet;Navn\npost:contact;{unit};Ny\n", encoding="utf-8")
    return str(tmp_path / "extract.csv"), "--mapping", str(tmp_path / "mapping.yaml"), "--partial"


@pytest.mark.slow
def test_unloaded_files_are_compared_as_if_imported(house, fresh, tmp_path):
    """Files that are not loaded are compared as they would be imported.

    What `diff --with` tells beforehand, the comparison with the journal tells after the import itself.
    """
    house(*WEST)
    words = (*extract(tmp_path), "--valid-from", "2018-05-01")

    would = fresh("diff", "--with", *words, "--to", "2018-06-01", "--format", "json")
    unchanged = json.loads(fresh("log", "--format", "json").out)["total"]
    done = fresh("import", *words, "--format", "json")
    after = fresh("diff", "--known-from", "1", "--to", "2018-06-01", "--format", "json")

    told, came = json.loads(would.out), json.loads(after.out)
    assert (would.code, unchanged, done.code, after.code) == (1, 1, 0, 1), done.err
    assert told["question"]["with"] == [words[0]]
    assert told["question"]["import"] == {"mapping": "extract", "valid_from": "2018-05-01", "partial": True}
    assert [(c["before"], c["after"]) for c in told["changes"] if c["field"] == "<-HOLDS"] == [
        ("person:contact", "person:ny")
    ]
    for part in ("totals", "changes", "routes", "duties", "gaps", "tell"):
        assert told[part] == came[part], part


@pytest.mark.slow
@EMBEDDED
def test_a_file_of_another_form_finds_its_mapping(house, fresh, tmp_path):
    """A file of another form finds its mapping and speaks of the later day."""
    house(*WEST)
    path = tmp_path / "org.ttl"
    path.write_text(
        "@prefix org: <http://www.w3.org/ns/org#> .\n"
        "<http://e.org/p> a org:Post ; org:postIn <http://e.org/u> ; org:heldBy <http://e.org/ada> .\n",
        encoding="utf-8",
    )

    told = json.loads(fresh("diff", "--with", str(path), "--to", "2018-06-01", "--format", "json").out)

    assert told["question"]["import"] == {
        "mapping": "w3c-org", "valid_from": "2018-06-01", "partial": False,
    }  # fmt: skip
    assert {(change["kind"], change["key"], change["what"]) for change in told["changes"]} == {
        ("Directorate", "http://e.org/u", "came"),
        ("Person", "http://e.org/ada", "came"),
        ("Post", "http://e.org/p", "came"),
    }


def test_a_bad_file_is_refused_before_the_comparison(house, fresh, tmp_path):
    """A file that cannot be imported is refused before anything is compared."""
    house(*WEST)

    said = fresh("diff", "--with", *extract(tmp_path, unit="office:wst"), "--to", "2018-06-01")

    assert (said.code, said.out) == (3, "")
    where = r'extract\.csv:2, column "Enhet": [^\n]*there is no Unit "office:wst"'
    assert re.search(where + r'[^\n]*\n  Nearest: "office:west"', said.err)
