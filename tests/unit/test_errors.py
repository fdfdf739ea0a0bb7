"""The error tree: exit codes that scripts rely on, and messages that help."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansvar.graph import errors
from ansvar.graph.errors import DataError, Problem, UnknownNameError
from ansvar.graph.names import near, nearest

CODES = [
    ("AnsvarError", 1),
    ("QuestionError", 2),
    ("UnknownNameError", 2),
    ("DataError", 3),
    ("StatementError", 3),
    ("EngineError", 4),
    ("EngineStartError", 4),
    ("EngineUnreachableError", 4),
    ("EngineAuthError", 4),
    ("EngineWriteError", 4),
    ("LostWriteError", 4),
    ("UncertainWriteError", 4),
    ("GraphLostError", 4),
]


def test_every_error_has_the_exit_code_that_its_page_promises(subtests):
    for name, code in CODES:
        with subtests.test(name):
            assert getattr(errors, name).exit_code == code


def test_every_error_stands_in_the_tree_that_the_module_shows():
    tree = {
        name
        for name, thing in vars(errors).items()
        if isinstance(thing, type) and issubclass(thing, errors.AnsvarError)
    }

    assert all(f" {name} " in errors.__doc__ or name == "AnsvarError" for name in tree)
    assert "AnsvarError" in errors.__doc__


def test_all_problems_of_a_file_are_told_once_in_order():
    """A file with several problems tells all of them in order and each once."""
    late, early = Problem("b.yaml", 3, "is wrong", "Do this."), Problem("a.yaml", 12, "is wrong, too")
    whole = Problem("a.yaml", 0, "is not there")

    error = DataError([late, early, whole, late])

    assert error.problems == (whole, early, late)
    assert str(error) == (
        "a.yaml: is not there\n"
        "a.yaml:12: is wrong, too\n"
        "b.yaml:3: is wrong\n"
        "  Do this.\n"
        "  3 problems. Nothing was loaded; the graph is unchanged."
    )


def test_one_problem_is_one_problem():
    assert "1 problem. " in str(DataError([Problem("a", 1, "x")]))


def test_an_unknown_name_tells_nearest_and_remedy():
    """An unknown name tells the nearest ones and what else to do."""
    error = UnknownNameError("theme", "nosie", ["noise"], "`ansvar list Theme` shows all.")

    assert str(error) == 'unknown theme "nosie"\n  Nearest: "noise". `ansvar list Theme` shows all.'
    assert str(UnknownNameError("theme", "x", [])) == 'unknown theme "x"'


# -- nearest ---------------------------------------------------------------------------------------

names = st.lists(st.text("abc:-", min_size=1, max_size=6), max_size=12)


@given(st.text("abc:-", max_size=6), names, st.integers(1, 5))
def test_the_nearest_names_are_valid_ones_and_never_too_many(value, valid, most):
    found = nearest(value, valid, most)

    assert set(found) <= set(valid)
    assert len(found) == len(set(found)) <= max(most, 8)
    assert bool(found) == bool(valid)


@given(names.filter(bool), st.data())
def test_a_name_that_is_valid_is_the_nearest_to_itself(valid, data):
    name = data.draw(st.sampled_from(valid))

    assert nearest(name, valid)[0].lower() == name.lower()


@pytest.mark.parametrize(
    ("value", "best"),
    [
        ("office:vst", "office:vest"),
        ("OFFICE:VEST", "office:vest"),
        ("ofice:nord", "office:nord"),
        ("dept:ams", "dept:rma"),
    ],
)
def test_a_slip_of_the_pen_finds_what_was_meant(value, best):
    assert nearest(value, ["office:vest", "office:nord", "dept:rma", "person:x"])[0] == best


def test_a_few_names_are_all_shown_when_nothing_is_near():
    """When nothing looks alike all names are shown, or the first of many, to show what one looks like."""
    assert nearest("zzzzzz", ["b", "a", "d", "c"]) == ["a", "b", "c", "d"]
    assert nearest("zzzzzz", "ihgfedcba") == ["a", "b", "c"]


def test_what_does_not_look_alike_is_not_called_near():
    assert near("nosie", ["waste", "noise"]) == 'Nearest: "noise".'
    assert near("aeroey", ["Ærøy"]) == 'Nearest: "Ærøy".'
    assert near("zzzzzz", ["waste", "noise"]) == 'Valid values include "noise", "waste".'
    assert str(UnknownNameError("theme", "zzzzzz", ["waste"])).endswith('Valid values include "waste".')


def test_without_any_valid_name_there_is_no_nearest_one():
    assert nearest("x", []) == []
