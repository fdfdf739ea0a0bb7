"""Options that several verbs share."""

from __future__ import annotations

import enum
from typing import Annotated

import typer

from ansvar.cli.complete import mappings, matters, starts, themes
from ansvar.cli.words import help_text
from ansvar.graph.characters import composed
from ansvar.graph.texts import default_language


def as_kept(given: str | None) -> str | None:
    """Give a name or a key as the graph keeps it, however it was typed; the callback of all that hold one."""
    return given and composed(given)


Lang = enum.StrEnum("Lang", ["nb", "en"])
"""Languages of answers."""

Format = enum.StrEnum("Format", ["text", "json", "csv"])
"""Formats of lists."""

RouteFormat = enum.StrEnum("RouteFormat", ["text", "json", "mermaid", "csv"])
"""Formats of routes."""

KnownAtOption = Annotated[
    str | None,
    typer.Option("--known-at", metavar="MOMENT", help=help_text("option_known_at"), show_default=False),
]
OnOption = Annotated[str, typer.Option("--on", metavar="DATE", help=help_text("option_on"))]
LangOption = Annotated[Lang, typer.Option("--lang", help=help_text("option_lang"), show_default=False)]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help=help_text("option_format"))]
RouteFormatOption = Annotated[RouteFormat, typer.Option("--format", "-f", help=help_text("option_format"))]
_THEME = typer.Option(
    "--theme", "-t", metavar="THEME", help=help_text("option_theme"), callback=as_kept, autocompletion=themes
)
_MATTER = typer.Option(
    "--matter",
    "-m",
    metavar="MATTER",
    help=help_text("option_matter"),
    callback=as_kept,
    autocompletion=matters,
)
ThemeOption = Annotated[str, _THEME]
MatterOption = Annotated[str, _MATTER]
AnyThemeOption = Annotated[str | None, _THEME]
"""A theme, or all of them."""
AnyMatterOption = Annotated[str | None, _MATTER]
"""A kind of matter, or all of them."""
StartArgument = Annotated[
    str,
    typer.Argument(metavar="FROM", help=help_text("argument_from"), callback=as_kept, autocompletion=starts),
]
MappingOption = Annotated[
    str,
    typer.Option(
        "--mapping", "-m", metavar="NAME|FILE", help=help_text("option_mapping"), autocompletion=mappings
    ),
]
BehalfOption = Annotated[
    str, typer.Option("--by", metavar="WHO", help=help_text("option_behalf"), callback=as_kept)
]
PartialOption = Annotated[bool, typer.Option("--partial", help=help_text("option_partial"))]
KeyOption = Annotated[
    str, typer.Option("--key", metavar="KEY", help=help_text("option_key"), callback=as_kept)
]
PrefixOption = Annotated[
    str, typer.Option("--prefix", metavar="TEXT", help=help_text("option_prefix"), callback=as_kept)
]
TakeOverOption = Annotated[bool, typer.Option("--take-over", help=help_text("option_take_over"))]
LenientOption = Annotated[bool, typer.Option("--lenient", help=help_text("option_lenient"))]

LANG = Lang(default_language())
