"""Regular expressions of mappings: what they find, what is refused at once, and what bounds them."""

from __future__ import annotations

import re
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph.characters import normalised
from ansvar.graph.errors import DataError, ValueProblem
from ansvar.graph.imports.mapping import read_mapping
from ansvar.graph.imports.patterns import PatternError, Work, read_replacement

MAPPING = """\
format: ansvar.mapping/1
name: m
title: {nb: m, en: m}
organisation: {key: o:t}
patterns:
  p:
  - find: 'a'
  - find: %s
    put: %s
sources:
  s:
    columns: {N: [N]}
    units: [{key: "unit:{N|pattern:p|id}", kind: Section, name: "{N}"}]
"""

SAME = [
    (r"\w+", "X", "Åse Bø-1"),
    (r"\W+", "-", "Åse  Bø-1"),
    (r"[\w-]+", "X", "Åse Bø-1 x"),
    (r"[^\w]", "X", "Åse B"),
    (r"\s+", "_", "a\u00a0b \u2003c"),
    (r"\d|\D\D", "#", "1٣ab"),
    (r"[\D]", "#", "1٣ab"),
    (r"[]a]|[^]b]", "x", "]abc"),
    (r"[\]\d]", "x", "]1b"),
    (r"(?P<a>\w)(\d)", r"\g<a>-\2\\\n\t", "å1"),
    (r"(a)|b", r"[\1]", "ab"),
    (r"a+", r"\g<0>\g<0>", "aaab"),
    (r"x*", "-", "abxå"),
    (r"(?i)å", "ø", "ÅåA"),
    (r"\[(\d+)\]$", r"(\1)", "a[12]"),
    (r"^\s*|\s*$", "|", " a "),
    (r"\.|\\|\[", "/", "a.b\\c["),
    (r"ø", "å", "bjørn"),
]  # fmt: skip


@pytest.mark.parametrize(("find", "put", "text"), SAME, ids=[find for find, _, _ in SAME])
def test_an_expression_finds_what_python_finds(find, put, text):
    assert read_replacement(find, put).applied(text) == re.sub(find, put, text)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_letters_digits_and_blanks_are_those_of_all_scripts(text):
    # Python knows a few numbers among the letters, and others among neither
    text = "".join(sign for sign in text if sign.isalnum() == bool(re.match(r"[^\W_]", sign)))
    for find in (r"\d", r"\s", r"\D", r"\S"):
        assert read_replacement(find, "").applied(text) == re.sub(find, "", text)
    for sign in text:
        if sign.isalpha() or sign.isdecimal() or sign.isspace():
            assert read_replacement(r"\w", "").applied(sign) == re.sub(r"\w", "", sign)


@pytest.mark.parametrize(
    ("find", "put", "told"),
    [
        (r"(?<=a)b", "", "no look-around"),
        (r"(a)\1", "", "no back-references"),
        (r"a{2000}", "", "no repetitions above 1,000"),
        (r"((\w{100}){100}){100}", "", "is not a regular expression that can be used"),
        (r"(\w{1,30}){1,30}y", "", "too large"),
        (r"(", "", "is not a regular expression that can be used: missing )"),
        (r"\bAS\b", "", r"has \b, which means something else here. Write what stands there"),
        (r"a\Z", "", r"has \Z"),
        (r"[\W_]", "", r"has \W in brackets"),
        (r"a", r"\1", r'"\1" cannot replace "a": the expression has no group "1"'),
        (r"a", r"\g<b>", 'has no group "b"'),
        (r"a", r"\q", "means nothing"),
        (r"a" * 301, "", "at most 300 characters"),
        (r"a", "b" * 1001, "at most 1000 characters"),
    ],
)  # fmt: skip
def test_an_unusable_pattern_is_refused_with_its_line(find, put, told, tmp_path):
    """What cannot be used is refused with its line when the mapping is read."""
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING % (f"'{find}'", f"'{put}'"), encoding="utf-8")

    with pytest.raises(DataError) as refused:
        read_mapping(path)

    [problem] = refused.value.problems
    assert problem.line in (8, 9)
    assert told in problem.message


def test_without_the_engine_only_patterns_are_refused(tmp_path, monkeypatch):
    """Without the engine a mapping with patterns is refused and others are read."""
    path = tmp_path / "m.yaml"
    path.write_text(MAPPING % ("'never seen before'", "''"), encoding="utf-8")
    monkeypatch.setitem(sys.modules, "re2", None)

    with pytest.raises(DataError, match=r"m\.yaml:8: .*needs google-re2, which"):
        read_mapping(path)

    path.write_text(
        re.sub(r"(?s)patterns:.*(?=sources)", "", MAPPING).replace("|pattern:p", ""), encoding="utf-8"
    )
    assert read_mapping(path).patterns == {}


def test_a_hostile_expression_is_as_quick_as_any():
    begun = time.process_time()

    assert read_replacement("(a+)+$", "x").applied("a" * 9_999 + "!") == "a" * 9_999 + "!"
    assert time.process_time() - begun < 1


def test_what_all_texts_cost_together_is_bounded(monkeypatch):
    """An expression that looks at all that follows, from every letter."""
    monkeypatch.setattr("ansvar.graph.imports.patterns._MOST_WORK", 10_000_000)
    slow = read_replacement("x(.*)y|x", "", Work())
    assert slow.applied("x" * 2_000) == ""

    slow.applied("x" * 2_000)
    with pytest.raises(ValueProblem, match="take too long on this source"):
        slow.applied("x" * 2_000)


def test_no_text_is_too_long_or_becomes_too_long():
    with pytest.raises(ValueProblem, match="too many for a pattern"):
        read_replacement("a", "").applied("a" * 10_001)
    with pytest.raises(ValueProblem, match="becomes longer than 10,000 characters"):
        read_replacement("a", "b" * 1000).applied("a" * 11)
    with pytest.raises(PatternError):
        read_replacement("a", "\\")


def test_marks_without_end_on_one_letter_are_left_in_their_order():
    """Putting a hundred thousand of them in order takes ten seconds."""
    many = "e" + "\u0315\u0300" * 50_000
    begun = time.process_time()

    assert normalised("NFC", many) == many
    assert time.process_time() - begun < 1
    assert normalised("NFC", "e\u0301" * 2_000) == "é" * 2_000
