"""What Typer says around our texts: the frames of help, and errors of usage, in the language asked for."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from typer.exceptions import TyperException

from ansvar.cli.words import asked_language, help_text, word
from ansvar.graph.characters import harmless
from ansvar.graph.messages import translate

if TYPE_CHECKING:
    from collections.abc import Iterator

_PANELS = {
    "ARGUMENTS_PANEL_TITLE": "arguments",
    "OPTIONS_PANEL_TITLE": "options",
    "COMMANDS_PANEL_TITLE": "commands",
    "ERRORS_PANEL_TITLE": "error",
    "REQUIRED_LONG_STRING": "required",
    "DEFAULT_STRING": "default",
    "ABORTED_TEXT": "aborted",
    "RICH_HELP": "try",
}
"""Constant of Typer -> the text ``frame_<name>``."""
_OPTIONS = ("help", "install_completion", "show_completion")
"""Options that Typer adds -> the text ``frame_<name>``."""


_BASE: Any = typer.Context.formatter_class


class _Formatter(_BASE):  # type: ignore[misc]
    """Begins the line of usage with our word."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        _set_panels()
        super().write_usage(prog, args, prefix or f"{word(asked_language(), 'frame_usage')} ")


class Context(typer.Context):
    """A command on its way, with help in the language asked for."""

    formatter_class = _Formatter

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        metavars = vars(self.command)
        metavars["options_metavar"] = f"[{help_text('frame_options').upper()}]"
        if "subcommand_metavar" in metavars:
            metavars["subcommand_metavar"] = help_text("frame_command")
        for param in self.command.get_params(self):
            if param.name in _OPTIONS:
                vars(param)["help"] = help_text(f"frame_{param.name}")


def put_frames(command: Any) -> Any:
    """Have a command and those below it speak the language asked for."""
    command.context_class = Context
    for below in getattr(command, "commands", {}).values():
        put_frames(below)
    return command


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Say errors of usage in the language asked for, without a sign that steers the terminal."""
    try:
        yield
    except TyperException as error:
        told = translate(harmless(error.format_message()), asked_language())
        error.format_message = lambda: told  # type: ignore[method-assign]
        _set_panels()
        raise


def _set_panels() -> None:
    from typer import rich_utils

    for constant, name in _PANELS.items():
        setattr(rich_utils, constant, word(asked_language(), f"frame_{name}"))
