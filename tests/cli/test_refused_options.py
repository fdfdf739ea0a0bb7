"""What a verb would not heed is refused, and nothing is answered in another form than was asked for."""

import pytest


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (("--severity", "high"), "--severity"),
        (("--rule", "vacant_post", "--format", "json"), "--rule, --format"),
        (("--lang", "en"), "--lang"),
        (("--output", "gaps.txt"), "--output"),
    ],
)
def test_options_foreign_to_a_subcommand_are_refused(ansvar, before, told):
    """Options before a subcommand of gaps that say nothing to it are refused."""
    said = ansvar("gaps", *before, "trend", "--from", "2018-05-01")

    assert (said.code, said.out) == (2, "")
    assert said.err == (
        f"ansvar: {told} before `trend` has no effect\n"
        "  Write it after `trend`, if that command has it: `ansvar gaps trend --help`.\n"
    )


@pytest.mark.parametrize(
    "verb",
    [
        ("load",),
        ("undo", "1"),
        ("doctor",),
        ("engine", "status"),
        ("gaps", "accept", "x", "--reason", "r", "--until", "2030-01-01"),
        ("gaps", "withdraw", "x"),
    ],
)
def test_what_is_no_list_has_no_csv(ansvar, verb):
    said = ansvar(*verb, "--format", "csv")

    assert (said.code, said.out) == (2, "")
    assert "'csv' is not one of" in said.err
