"""Every command that a page or a help text shows can be given as it stands."""

import os
import re
import shlex

import pytest
import yaml
from suite.engines import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
QUOTED = re.compile(r"`(ansvar [^`]+)`")
READING = {"trace", "coverage", "check", "duties", "clauses", "show", "list", "gaps", "log", "diff"}
OWN = re.compile(
    r"\.(yaml|csv|xlsx|html)\b|/$|/sheets|\bDIR\b|\bFILE\b|[<>]|\bIM [12]\b|accept|withdraw"
    r"|known-|log 2|IM 2014|ine-case"
)
"""What names a file of the reader's, or something that stands for whatever the reader has."""


QUESTIONS = ROOT / "docs" / "questions.md"
ANSWERED = re.compile(r"(```sh\n(ansvar [^\n]+)\n```\n\n```text\n)(.*?)(?=```)", re.DOTALL)
EARLIER = "IM 2014-008"
"""What a command names that asks about the instruction before."""
FIRST_LINES = 12


def words_of(line):
    """Give the words of a command as a shell does, up to where another program begins."""
    words = shlex.split(line.replace("…", ""), comments=True)
    return words[: next((at for at, word in enumerate(words) if word in ("|", ">", "&&")), None)]


def shown():
    """Give every command that is shown, with where."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [line for block in BLOCK.findall(text) for line in block.replace("\\\n", " ").splitlines()]
        yield from (
            (line.split("bin/")[-1], page.name) for line in lines if re.match(r"(\.venv/bin/)?ansvar\b", line)
        )
    texts = yaml.safe_load((ROOT / "cli" / "words.yaml").read_text(encoding="utf-8"))
    for name, told in texts.items():
        for lang in ("nb", "en"):
            if name.startswith(("help_", "option_", "argument_")):
                yield from ((line, f"{name}.{lang}") for line in QUOTED.findall(told[lang]))


COMMANDS = {shlex.join(words_of(line)): where for line, where in shown()}


def test_every_shown_command_uses_existing_options(plain):
    """Every shown command has verbs and options that there are.

    With `--help` nothing is done, but a word that is not known is refused all the same.
    """
    wrong = []
    for line, where in COMMANDS.items():
        said = plain(*shlex.split(line)[1:], "--help")
        if said.code:
            wrong.append(f"{where}: {line}: {said.err}")
    assert wrong == []
    assert len(COMMANDS) > 60


def test_every_shown_question_about_the_example_is_answered(ansvar):
    asked, wrong = 0, []
    for line, where in COMMANDS.items():
        words = shlex.split(line)[1:]
        if words and words[0] in READING and not OWN.search(line):
            said = ansvar(*words)
            asked += 1
            if said.code not in (0, 1):
                wrong.append(f"{where}: {line}: {said.code} {said.err}")
    assert wrong == []
    assert asked > 30


def first_lines(said):
    """Give the first lines of an answer, as a page shows them."""
    lines = [line.rstrip() for line in said.out.strip("\n").splitlines()]
    more = ["…"] if len(lines) > FIRST_LINES else []
    return "".join(f"{line}\n" for line in [*lines[:FIRST_LINES], *more])


def told_anew(run, asked):
    """Give the page and what it would have to be, for the commands that `asked` holds for.

    With WRITE_SHOWN in the environment the page is written anew.
    """

    def anew(found):
        head, line, shown = found.groups()
        return head + (first_lines(run(*shlex.split(line)[1:])) if asked(line) else shown)

    page = QUESTIONS.read_text(encoding="utf-8")
    new = ANSWERED.sub(anew, page)
    if "WRITE_SHOWN" in os.environ:
        QUESTIONS.write_text(new, encoding="utf-8", newline="\n")
    return page, new


@pytest.mark.slow
def test_every_question_shows_the_first_lines_of_its_answer(ansvar):
    page, new = told_anew(ansvar, lambda line: EARLIER not in line)

    assert page == new


@pytest.mark.slow
def test_what_changed_shows_the_first_lines_of_its_answer(fresh):
    fresh("load", "--earlier")

    page, new = told_anew(fresh, lambda line: EARLIER in line)

    assert page == new


def test_no_question_is_without_an_answer():
    """Every command on the page stands alone in its block, and what it says stands below it."""
    text = QUESTIONS.read_text(encoding="utf-8")
    shown = [line for block in BLOCK.findall(text) for line in block.splitlines()]

    assert [line for _, line, _ in ANSWERED.findall(text)] == shown
    assert all(answer for _, _, answer in ANSWERED.findall(text))
    assert set(re.findall(r"^## (\d+)\.", text, re.MULTILINE)) == {str(n) for n in range(1, 18)}
