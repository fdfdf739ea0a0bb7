"""Help, pages and habits of the command line that need no engine."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
import typer.main
from suite.engines import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from suite.faces import Said

    Run = Callable[..., Said]


def _commands() -> Iterator[tuple[str, ...]]:
    from ansvar.cli.main import app

    def under(command: object, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        yield path
        for name, child in getattr(command, "commands", {}).items():
            yield from under(child, (*path, name))

    yield from under(typer.main.get_command(app), ())


def test_every_command_has_help_and_stands_on_the_page(plain: Run, subtests: pytest.Subtests) -> None:
    """`--help` works everywhere, and no verb is left out of the documentation."""
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for path in _commands():
        with subtests.test(" ".join(path)):
            said = plain(*path, "--help")

            assert said.code == 0
            assert len(said.out.splitlines()) > 5
            assert f"## `{' '.join(('ansvar', *path))}`" in page


@pytest.mark.parametrize("page", ["docs/cli.md", "docs/formats.md", "docs/schema.md"])
def test_generated_pages_are_current(page: str) -> None:
    """`make docs` would change nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "-I", ".", page],
        cwd=ROOT,
        env={"ANSVAR_LANG": "en", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, f"run `make docs`: {done.stdout}{done.stderr}"


def test_a_wrong_option_ends_with_two(plain: Run) -> None:
    """Usage errors have their own exit code."""
    assert plain("trace", "x").code == 2
    assert plain("trce").code == 2


@pytest.mark.parametrize(("system", "words"), [("nb", ()), ("en", ("--lang", "nb"))])
def test_the_help_speaks_bokmaal_when_asked_to(system: str, words: tuple[str, ...]) -> None:
    """`--lang` chooses the language of the help, and otherwise `ANSVAR_LANG`."""
    done = subprocess.run(
        [sys.executable, "-m", "ansvar.cli.main", "trace", *words, "--help"],
        cwd=ROOT,
        env={"ANSVAR_LANG": system, "PATH": "/usr/bin:/bin", "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert "Finn veien" in done.stdout
    assert "Språket i svaret" in done.stdout


def test_cells_that_a_spreadsheet_would_run_are_made_harmless() -> None:
    """A value that begins like a formula gets an apostrophe before it."""
    from ansvar.graph.cells import cell

    assert [cell(v) for v in ("=1+1", "+47", "-x", "@a", "plain", ["=a", "b"], None)] == [
        "'=1+1", "'+47", "'-x", "'@a", "plain", "'=a; b", "",
    ]  # fmt: skip
