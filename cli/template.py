"""`ansvar template`: files to start an organisation of one's own from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ansvar.cli import options
from ansvar.cli.options import argument, option
from ansvar.cli.output import console
from ansvar.cli.words import word


def command(
    folder: Annotated[Path, argument("template", metavar="DIR")],
    force: Annotated[bool, option("force", "--force")] = False,
    lang: options.LangOption = options.LANG,
) -> None:
    """Write templates to a folder."""
    from ansvar.graph.imports.starter import write_templates

    written = write_templates(folder, force=force)
    console().print(word(lang, "template_written", number=len(written), folder=folder), soft_wrap=True)
