"""Options that several verbs share."""

from __future__ import annotations

import enum
from typing import Annotated, Any

import typer

from ansvar.cli.complete import mappings, matters, starts, themes
from ansvar.cli.words import help_text
from ansvar.graph.characters import composed
from ansvar.graph.texts import default_language


def as_kept(given: Any) -> Any:
    """Give a name or a key as the graph keeps it, however it was typed; the callback of all that hold one.

    Where several can be given, each of them.
    """
    return [composed(each) for each in given] if isinstance(given, list) else given and composed(given)


def option(text: str, *flags: str, **more: Any) -> Any:
    """Declare an option whose help is the text ``option_<text>``; the rest is as `typer.Option` takes it."""
    return typer.Option(*flags, help=help_text(f"option_{text}"), **more)


def argument(text: str, **more: Any) -> Any:
    """Declare an argument whose help is the text ``argument_<text>``."""
    return typer.Argument(help=help_text(f"argument_{text}"), **more)


def name_option(text: str, *flags: str, **more: Any) -> Any:
    """Declare an option that holds a name or a key."""
    return option(text, *flags, callback=as_kept, **more)


def name_argument(text: str, **more: Any) -> Any:
    """Declare an argument that holds a name or a key."""
    return argument(text, callback=as_kept, **more)


Lang = enum.StrEnum("Lang", ["nb", "en"])
"""Languages of answers."""

Format = enum.StrEnum("Format", ["text", "json", "csv"])
"""Formats of lists."""

DeedFormat = enum.StrEnum("DeedFormat", ["text", "json"])
"""Formats of what was done, which is no list."""

RouteFormat = enum.StrEnum("RouteFormat", ["text", "json", "mermaid", "csv"])
"""Formats of routes."""

KnownAtOption = Annotated[str | None, option("known_at", "--known-at", metavar="MOMENT", show_default=False)]
OnOption = Annotated[str, option("on", "--on", metavar="DATE")]
LangOption = Annotated[Lang, option("lang", "--lang", show_default=False)]
FormatOption = Annotated[Format, option("format", "--format", "-f")]
DeedFormatOption = Annotated[DeedFormat, option("format", "--format", "-f")]
RouteFormatOption = Annotated[RouteFormat, option("format", "--format", "-f")]
_THEME = name_option("theme", "--theme", "-t", metavar="THEME", autocompletion=themes)
_MATTER = name_option("matter", "--matter", "-m", metavar="MATTER", autocompletion=matters)
ThemeOption = Annotated[str, _THEME]
MatterOption = Annotated[str, _MATTER]
AnyThemeOption = Annotated[str | None, _THEME]
"""A theme, or all of them."""
AnyMatterOption = Annotated[str | None, _MATTER]
"""A kind of matter, or all of them."""
StartArgument = Annotated[str, name_argument("from", metavar="FROM", autocompletion=starts)]
MappingOption = Annotated[
    str, option("mapping", "--mapping", "-m", metavar="NAME|FILE", autocompletion=mappings)
]
BehalfOption = Annotated[str, name_option("behalf", "--by", metavar="WHO")]
PartialOption = Annotated[bool, option("partial", "--partial")]
KeyOption = Annotated[str, name_option("key", "--key", metavar="KEY")]
PrefixOption = Annotated[str, name_option("prefix", "--prefix", metavar="TEXT")]
TakeOverOption = Annotated[bool, option("take_over", "--take-over")]
LenientOption = Annotated[bool, option("lenient", "--lenient")]


def _language() -> Lang:
    return Lang(default_language())


LANG: Any = _language
"""The language when none is named; read at each call."""
