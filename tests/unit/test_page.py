"""Pages that are handed on: one frame and one style for all, and nothing is asked for from elsewhere."""

from __future__ import annotations

import re

import pytest
from jinja2 import UndefinedError
from suite.engines import ROOT

from ansvar.queries.page import render

FRAME = ROOT / "queries" / "page"
TEMPLATES = sorted(path for path in (ROOT / "queries").rglob("*.html") if path.parent != FRAME)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.parent.name)
def test_every_page_stands_in_the_one_frame(template):
    text = template.read_text(encoding="utf-8")

    assert text.startswith('{% extends "base.html" %}\n')
    assert not re.search(r"<(style|html|head|body)\b", text)


@pytest.mark.parametrize("path", [FRAME / "base.html", FRAME / "base.css", *TEMPLATES], ids=lambda p: p.name)
def test_no_page_asks_for_anything_from_elsewhere(path):
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"url\(|@import|https?:|//|<(script|link|img|iframe|object|base)\b", text)


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_page_says_its_language_and_escapes_what_it_is_told(lang, tmp_path):
    template = tmp_path / "page.html"
    template.write_text('{% extends "base.html" %}{% block main %}{{ told }}{% endblock %}', encoding="utf-8")

    page = render(template, lang, told="<b>&")

    assert f'<html lang="{lang}">' in page
    assert "&lt;b&gt;&amp;" in page
    assert "prefers-color-scheme: dark" in page
    assert "@media print" in page
    with pytest.raises(UndefinedError):
        render(template, lang)
