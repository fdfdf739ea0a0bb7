"""`ansvar template`: files to start an organisation of one's own from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ansvar.cli.options import LANG, LangOption
from ansvar.cli.output import console
from ansvar.cli.words import help_text, word


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=help_text("argument_template"))],
    force: Annotated[bool, typer.Option("--force", help=help_text("option_force"))] = False,
    lang: LangOption = LANG,
) -> None:
    """Write templates to a folder."""
    from ansvar.graph.imports.templates import write_templates

    written = write_templates(folder, force=force)
    console().print(word(lang, "template_written", number=len(written), folder=folder), soft_wrap=True)
