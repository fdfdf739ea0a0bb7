"""Which characters steer whoever reads a text, and that nothing else is touched."""

import json
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ansvar.graph.characters import (
    escaped,
    harmless,
    has_signs,
    json_text,
    line_problems,
    refusal,
    refuse_signs,
)
from ansvar.graph.errors import QuestionError

# written down a second time, by name and not by expression
SIGNS = {
    *(chr(n) for n in range(0x20) if chr(n) not in "\t\n\r"),
    *(chr(n) for n in range(0x7F, 0xA0)),
    *(chr(n) for n in range(0x202A, 0x202F)),
    *(chr(n) for n in range(0x2066, 0x206A)),
}
NEEDED = [
    "\t",
    "\n",
    "\r",
    "\u00a0",
    "\u00ad",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\u2028",
    "\ufeff",
]


def test_the_signs_are_controls_and_direction_marks():
    """The signs are all controls and all that turn text around."""
    every = map(chr, [*range(0xD800), *range(0xE000, 0x110000)])

    found = {sign for sign in every if has_signs(sign)}

    assert found == SIGNS
    assert {unicodedata.category(sign) for sign in found} == {"Cc", "Cf"}


def test_joiners_direction_marks_and_blanks_are_not_refused(subtests):
    for sign in NEEDED:
        with subtests.test(f"U+{ord(sign):04X}"):
            assert refusal(f"a{sign}b") == ""


@given(st.text(st.characters()))
@example("a\r\nb\rc")
@example("\ud800\x1b\u202e")
def test_harmless_text_loses_the_signs_only(text):
    """Harmless text has none of the signs and all else unchanged."""
    made = harmless(text)

    assert not has_signs(made)
    assert len(made) == len(text)
    for before, after in zip(text, made, strict=True):
        assert after == before or (after == "\ufffd" and (has_signs(before) or before == "\r"))


@given(st.text(st.characters()))
def test_json_is_without_loss_and_without_signs(text):
    for ascii_only in (False, True):
        made = json_text({"a": [text]}, ascii_only=ascii_only)

        assert not has_signs(made)
        assert json.loads(made) == {"a": [text]}


def test_a_return_is_harmless_only_at_the_end_of_a_line():
    assert harmless("a\r\nb\rc") == "a\r\nb\ufffdc"


def test_an_escape_names_the_code_point():
    assert escaped("a\x1b\u202eb\nø") == "a\\u001b\\u202eb\nø"


def test_a_refusal_names_all_signs():
    """A refusal names all signs and shows the place without them."""
    assert refusal("Ka\x1b[31mri\u202e") == (
        'contains the control characters U+001B, U+202E: "Ka<U+001B>[31mri<U+202E>"'
    )
    assert refusal("x" * 1000 + "\x9b" + "y" * 1000) == (
        f'contains the control character U+009B: "…{"x" * 30}<U+009B>{"y" * 29}…"'
    )


def test_every_line_is_told_once_up_to_fifty():
    problems = list(line_problems("f", "a\n\x1b\x1b\nb\n" + "\x07\n" * 100))

    assert [problem.line for problem in problems] == [2, *range(4, 54)]
    assert problems[-1].message == "and further lines contain such characters too"


def test_what_somebody_says_is_refused_with_its_name():
    refuse_signs("the reason", "fine")
    with pytest.raises(QuestionError, match=r"^the reason contains the control character U\+0007: "):
        refuse_signs("the reason", "bell\a")
