"""The command `ansvar`: gathers the verbs and turns expected errors into exit codes.

0 fine, 1 findings or a broken route, 2 usage, 3 data refused, 4 engine unreachable.
"""

from __future__ import annotations

import atexit
import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.exceptions import TyperException

from ansvar.cli import (
    check,
    clauses,
    coverage,
    dashboard,
    demo,
    diff,
    doctor,
    duties,
    engine,
    export,
    gaps,
    importing,
    journal,
    listing,
    load,
    opening,
    show,
    template,
    trace,
)
from ansvar.cli.output import Text, errors, write_replacing
from ansvar.cli.words import help_text, word
from ansvar.graph.characters import harmless
from ansvar.graph.errors import AnsvarError
from ansvar.graph.interrupts import follows_from_interrupt
from ansvar.graph.texts import default_language

if TYPE_CHECKING:
    from collections.abc import Iterator


class _Verbs(TyperGroup):
    """All verbs; what somebody typed is repeated in an error without a sign that steers the terminal."""

    def make_context(self, *args: Any, **more: Any) -> Any:
        with _harmless_errors():
            return super().make_context(*args, **more)

    def invoke(self, *args: Any, **more: Any) -> Any:
        with _harmless_errors():
            return super().invoke(*args, **more)


@contextmanager
def _harmless_errors() -> Iterator[None]:
    try:
        yield
    except TyperException as error:
        if isinstance(message := getattr(error, "message", None), str):
            error.message = harmless(message)
        raise


app = typer.Typer(
    name="ansvar",
    cls=_Verbs,
    help=help_text("help_ansvar"),
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("trace", help=help_text("help_trace"))(trace.command)
app.command("coverage", help=help_text("help_coverage"))(coverage.command)
app.command("check", help=help_text("help_check"))(check.command)
app.command("duties", help=help_text("help_duties"))(duties.command)
app.command("clauses", help=help_text("help_clauses"))(clauses.command)
app.command("show", help=help_text("help_show"))(show.command)
app.command("list", help=help_text("help_list"))(listing.command)
app.command("load", help=help_text("help_load"))(load.command)
app.command("import", help=help_text("help_import"))(importing.command)
app.command("template", help=help_text("help_template"))(template.command)
app.command("diff", help=help_text("help_diff"))(diff.command)
app.command("export", help=help_text("help_export"))(export.command)
app.command("log", help=help_text("help_log"))(journal.log)
app.command("undo", help=help_text("help_undo"))(journal.undo)
app.command("dashboard", help=help_text("help_dashboard"))(dashboard.command)
app.command("demo", help=help_text("help_demo"))(demo.command)
app.command("doctor", help=help_text("help_doctor"))(doctor.command)
app.add_typer(gaps.app, name="gaps", help=help_text("help_gaps"))
app.add_typer(engine.app, name="engine", help=help_text("help_engine"))


def _version(value: bool) -> None:
    if value:
        from importlib.metadata import version

        typer.echo(f"ansvar {version('ansvar')}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: Annotated[  # noqa: ARG001
        bool, typer.Option("--version", callback=_version, is_eager=True, help=help_text("option_version"))
    ] = False,
    no_color: Annotated[bool, typer.Option("--no-color", help=help_text("option_no_color"))] = False,
) -> None:
    if no_color:
        os.environ["NO_COLOR"] = "1"


_INTERRUPTED = 130


def main() -> None:
    """Run the command line; expected errors end with their exit code and no traceback."""
    try:
        opening.forget()
        for stream in (sys.stdout, sys.stderr):
            write_replacing(stream)
        app()
    except SystemExit as end:
        if end.code == _INTERRUPTED:  # typer makes this of Ctrl-C, and says nothing
            _tell_interrupted()
        raise
    except KeyboardInterrupt:  # before typer looks for it, or after
        _end_interrupted()
    except AnsvarError as error:
        if follows_from_interrupt(error):
            _end_interrupted()
        _tell_written("written_then")
        errors().print(Text.assemble(("ansvar:", "bold red"), " ", str(error)), soft_wrap=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        # whoever read the answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except Exception as error:
        # what breaks in the middle of an interruption is one
        if follows_from_interrupt(error):
            _end_interrupted()
        _tell_written("written_then")
        raise
    finally:
        # the answer stands: a Ctrl-C while Python puts itself away ends nothing any more
        atexit.register(signal.signal, signal.SIGINT, signal.SIG_IGN)


def _end_interrupted() -> NoReturn:
    _tell_interrupted()
    sys.exit(_INTERRUPTED)


def _tell_interrupted() -> None:
    """Say what became of the work; after a commit it stands, whatever came then."""
    written, uncertain = opening.outcome()
    if uncertain:
        errors().print(help_text("interrupted_uncertain"), soft_wrap=True)
    elif written:
        _tell_written("interrupted_written")
    else:
        errors().print(help_text("interrupted"))


def _tell_written(name: str) -> None:
    written, _ = opening.outcome()
    for number in written:
        errors().print(word(default_language(), name, number=number), soft_wrap=True, markup=False)


if __name__ == "__main__":
    main()
