"""The command `ansvar`: gathers the verbs and turns expected errors into exit codes.

0 fine, 1 findings or a broken route, 2 usage, 3 data refused, 4 engine unreachable.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup

from ansvar.cli import session
from ansvar.cli.frames import Context, errors_in_words, put_frames
from ansvar.cli.options import option
from ansvar.cli.output import Text, errors, write_replacing
from ansvar.cli.words import asked_language, help_text, word
from ansvar.graph.engine import lean
from ansvar.graph.errors import AnsvarError
from ansvar.graph.interrupts import follows_from_interrupt
from ansvar.graph.messages import tell_error

VERBS = {
    "trace": "trace.command",
    "coverage": "coverage.command",
    "check": "check.command",
    "duties": "duties.command",
    "clauses": "clauses.command",
    "show": "show.command",
    "list": "listing.command",
    "load": "load.command",
    "import": "import_.command",
    "template": "template.command",
    "diff": "diff.command",
    "export": "export.command",
    "log": "journal.log",
    "undo": "journal.undo",
    "dashboard": "dashboard.command",
    "demo": "demo.command",
    "doctor": "doctor.command",
    "gaps": "gaps.app",
    "engine": "engine.app",
}
"""The verbs in the order of `ansvar --help`, and where each lies in `ansvar.cli`: a function, or a group."""


@cache
def _verb(name: str) -> Any:
    """Give a verb, imported when it is asked for: what one needs, the others do not wait for."""
    module, _, part = VERBS[name].partition(".")
    found = getattr(import_module(f"ansvar.cli.{module}"), part)
    alone = typer.Typer(rich_markup_mode="markdown")
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name, help=help_text(f"help_{name}"))
    else:
        alone.command(name, help=help_text(f"help_{name}"))(found)
    return put_frames(typer.main.get_group(alone).commands[name])


class _OnDemand(Mapping[str, Any]):
    """The verbs by name."""

    def __getitem__(self, name: str) -> Any:
        return _verb(name)

    def __iter__(self) -> Iterator[str]:
        return iter(VERBS)

    def __len__(self) -> int:
        return len(VERBS)


class _VerbGroup(TyperGroup):
    """All verbs."""

    context_class = Context

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)
        self.commands: Any = _OnDemand()

    def list_commands(self, _: Any) -> list[str]:
        return list(self.commands)

    def make_context(self, *args: Any, **more: Any) -> Any:
        with errors_in_words():
            return super().make_context(*args, **more)

    def invoke(self, *args: Any, **more: Any) -> Any:
        with errors_in_words():
            return super().invoke(*args, **more)


app = typer.Typer(
    name="ansvar",
    cls=_VerbGroup,
    help=help_text("help_ansvar"),
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"ansvar {version('ansvar')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[  # noqa: ARG001
        bool, option("version", "--version", callback=_version, is_eager=True)
    ] = False,
    no_color: Annotated[bool, option("no_color", "--no-color")] = False,
) -> None:
    if no_color:
        os.environ["NO_COLOR"] = "1"


_INTERRUPTED = 130


def main() -> None:
    """Run the command line; expected errors end with their exit code and no traceback."""
    lean.leave_out()
    try:
        session.forget()
        for stream in (sys.stdout, sys.stderr):
            write_replacing(stream)
        app()
    except SystemExit as end:
        if end.code == _INTERRUPTED:  # typer makes this of Ctrl-C, and says nothing
            _tell_interrupted()
        raise
    except KeyboardInterrupt:  # before typer looks for it, or after
        _end_interrupted()
    except BrokenPipeError:
        # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        # what breaks in the middle of an interruption is one
        if follows_from_interrupt(error):
            _end_interrupted()
        _tell_written("written_then")
        if not isinstance(error, AnsvarError):
            raise
        told = tell_error(error, asked_language())
        errors().print(Text.assemble(("ansvar:", "bold red"), " ", told), soft_wrap=True)
        sys.exit(error.exit_code)
    finally:
        # the answer stands: a Ctrl-C while Python puts itself away ends nothing any more
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)


def _end_interrupted() -> NoReturn:
    _tell_interrupted()
    sys.exit(_INTERRUPTED)


def _tell_interrupted() -> None:
    """Say what became of the work; after a commit it stands, whatever came then."""
    written, uncertain = session.outcome()
    if uncertain:
        errors().print(word(asked_language(), "interrupted_uncertain"), soft_wrap=True)
    elif written:
        _tell_written("interrupted_written")
    else:
        errors().print(word(asked_language(), "interrupted"))


def _tell_written(name: str) -> None:
    written, _ = session.outcome()
    for number in written:
        errors().print(word(asked_language(), name, number=number), soft_wrap=True)


if __name__ == "__main__":
    main()
