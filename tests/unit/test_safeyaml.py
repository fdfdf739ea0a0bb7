"""The YAML that the project reads: the safe subset, in which `on` and `no` are words."""

import pytest
import yaml

from ansvar.graph.safeyaml import parse

WORDS = ["on", "off", "yes", "no", "y", "n", "On", "NO", "Yes", "OFF"]


def test_words_that_older_yaml_takes_for_booleans_stay_words(subtests):
    """`on` is a parameter of every question and `no` a language: neither may turn into True or False."""
    for word in WORDS:
        with subtests.test(word):
            assert parse(f"{word}: {word}") == {word: word}


@pytest.mark.parametrize(
    ("word", "value"), [("true", True), ("false", False), ("True", True), ("False", False)]
)
def test_true_and_false_are_booleans(word, value):
    assert parse(f"a: {word}") == {"a": value}


def test_what_only_begins_like_a_boolean_is_a_word():
    assert parse("[truely, falsely, trueness, TRUE]") == ["truely", "falsely", "trueness", "TRUE"]


def test_dates_and_numbers_are_what_they_look_like():
    import datetime as dt

    assert parse("{a: 2018-01-05, b: 12, c: 1.5, d: ~, e: '12'}") == {
        "a": dt.date(2018, 1, 5),
        "b": 12,
        "c": 1.5,
        "d": None,
        "e": "12",
    }


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.getcwd []",
        "!!python/name:os.system",
        "!!python/object/new:dict [[]]",
        "!unknown 1",
    ],
)
def test_no_text_can_make_python_do_something(text):
    """A tag that is not plain data is refused, whatever stands behind it."""
    with pytest.raises(yaml.YAMLError):
        parse(text)
