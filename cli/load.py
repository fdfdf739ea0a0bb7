"""`ansvar load`: instruction and organisation files into the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from ansvar import seed
from ansvar.cli import options
from ansvar.cli.options import argument, option
from ansvar.cli.output import progress, write_report
from ansvar.cli.session import opened
from ansvar.graph.clock import read_day
from ansvar.graph.errors import QuestionError
from ansvar.graph.journal.actor import user

SEED = Path(seed.__path__[0])
EXAMPLE = [SEED / "instructions", SEED / "organisations"]
EARLIER = [SEED / "earlier"]


def command(
    paths: Annotated[list[Path] | None, argument("paths", metavar="[PATH]...")] = None,
    ended_on: Annotated[str, option("ended_on", "--ended-on", metavar="DATE")] = "today",
    earlier: Annotated[bool, option("earlier", "--earlier")] = False,
    take_over: options.TakeOverOption = False,
    rederive: Annotated[bool, option("rederive", "--rederive")] = False,
    by: options.BehalfOption = "",
    lang: options.LangOption = options.LANG,
    output: options.DeedFormatOption = options.DeedFormat.text,
) -> None:
    """Load files: all of them, or nothing."""
    from ansvar.graph.load.loader import load_files

    day = read_day(ended_on)
    if earlier and paths:
        message = "--earlier only applies to the example, but other files were given"
        raise QuestionError(message, "Leave out either the files or --earlier.")
    example = [*EXAMPLE, *(EARLIER if earlier else [])]
    with opened() as store, progress() as tell:
        report = load_files(
            store, paths or example, ended_on=day, take_over=take_over, rederive=rederive, by=user(),
            on_behalf_of=by.strip(), tell=tell,
        )  # fmt: skip
    write_report(output, report, lang, "loaded", paths=[str(path) for path in paths or []])
