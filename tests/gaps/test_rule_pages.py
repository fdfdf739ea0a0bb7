"""Every rule has a page, written from its file."""

from __future__ import annotations

from suite.engines import ROOT

from ansvar.queries.gaps.pages import INDEX, pages, write_pages
from ansvar.queries.gaps.rules import built_in

FOLDER = ROOT / "docs" / "rules"


def test_the_pages_are_current():
    standing = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}

    assert standing == pages(), "run `make docs`"
    assert set(standing) == {f"{rule.name}.md" for rule in built_in()} | {INDEX}


def test_a_page_of_a_rule_that_is_no_more_goes(tmp_path):
    (tmp_path / "no_more.md").write_text("old", encoding="utf-8")

    write_pages(tmp_path)

    assert {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()} == pages()
