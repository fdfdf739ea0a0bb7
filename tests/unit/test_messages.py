"""Every message of the code has its bokmål, and what is repeated in it stays as it was given."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

import pytest

from ansvar.graph.errors import (
    AmbiguousNameError,
    DataError,
    GraphLostError,
    SourceLocation,
    Standing,
    UnknownNameError,
)
from ansvar.graph.messages import MESSAGES, tell_error, translate
from ansvar.graph.safeyaml import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = MESSAGES.parents[1]
PROBLEM = SourceLocation("a.yaml", 3).problem('unknown field "nam"', 'Nearest: "name".')
TEXTS = dict(parse(MESSAGES.read_text(encoding="utf-8")))
_RAISED = ("problem", "Problem", "refuse")
_PLACE = re.compile(r"\{\w*\}")


def _template(node: ast.expr) -> str | None:
    """Give a text of the code with {} for what it fills in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    return None


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif (text := _template(node)) is not None:
        yield text


def _messages(tree: ast.AST) -> Iterator[str]:
    """Give the texts that an error or a problem is made with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in _RAISED or name.endswith(("Error", "Problem")):
                for argument in node.args:
                    yield from _texts(argument)


def test_every_message_of_the_code_has_its_bokmal():
    """What is mostly filled in has no words of its own."""
    known = {_PLACE.sub("{}", text) for text in TEXTS}
    lacking = {
        message
        for folder in ("graph", "queries", "cli")
        for path in (HOUSE / folder).rglob("*.py")
        for message in _messages(ast.parse(path.read_text(encoding="utf-8")))
        if len(re.findall(r"[^\W\d]{2,}", _PLACE.sub("", message))) > 1
        and _PLACE.sub("{}", message) not in known
    }

    assert lacking == set()


def test_a_translation_repeats_what_the_message_repeats():
    wrong = [
        text
        for text, told in TEXTS.items()
        if len(_PLACE.findall(text)) < 1 + max((int(n) for n in re.findall(r"\{(\d+)\}", told)), default=-1)
        or not set(re.findall(r"(?<!\{)\{([a-z]+)\}", told)) <= set(re.findall(r"\{([a-z]+)\}", text))
    ]

    assert wrong == []


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            UnknownNameError("theme", "theme", ["fgm"], "`ansvar list Theme` shows all."),
            "ukjent tema «theme»\n  Gyldige verdier er blant andre «fgm». `ansvar list Theme` viser alle.",
        ),
        (
            AmbiguousNameError("unit", "Vest", ["office:vest", "region:vest"]),
            "2 heter «Vest» (enhet): office:vest, region:vest\n  Angi nøkkelen til den som er ment.",
        ),
        (
            DataError(
                [
                    SourceLocation("a.yaml", 3).problem('unknown field "nam"', 'Nearest: "name".'),
                    SourceLocation("b.csv").problem("is empty"),
                ]
            ),
            (
                "a.yaml:3: ukjent felt «nam»\n  Nærmeste: «name».\nb.csv: er tom\n"
                "  2 feil. Ingenting ble lastet inn; grafen er uendret."
            ),
        ),
        (
            GraphLostError(Standing(2, "2018-06-01T00:00:00+00:00", 0, 0), Standing(0, "", 0, 0), "/x"),
            "grafen er ikke den som var her",
        ),
    ],
)
def test_an_error_is_told_in_bokmal_and_in_english_as_it_is(error, told):
    assert tell_error(error, "nb").startswith(told)
    assert tell_error(error, "en") == str(error)


def test_a_message_that_has_no_translation_is_not_lost():
    assert translate("something else went wrong: 17", "nb") == "something else went wrong: 17"
