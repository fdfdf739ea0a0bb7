"""`ansvar export`: the graph, or a part of it, in other forms."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from ansvar.cli import limits, options
from ansvar.cli.complete import units
from ansvar.cli.options import name_option, option
from ansvar.cli.output import errors, progress, tell_some, write_bytes
from ansvar.cli.session import opened
from ansvar.cli.words import word
from ansvar.graph.clock import read_day, today
from ansvar.graph.errors import QuestionError
from ansvar.queries.vocabulary import sort_name

if TYPE_CHECKING:
    from ansvar.graph.export.formats import Form


def _names(incomplete: str) -> list[str]:
    from ansvar.graph.export.formats import FORMATS

    return [name for name in FORMATS if name.startswith(incomplete)]


def command(
    name: Annotated[str, option("export_format", "--format", "-f", metavar="FORMAT", autocompletion=_names)],
    on: Annotated[str | None, option("export_on", "--on", metavar="DATE", show_default=False)] = None,
    unit: Annotated[
        str, name_option("export_unit", "--unit", "-u", metavar="KEY", autocompletion=units)
    ] = "",
    target: Annotated[Path | None, option("export_output", "--output", "-o", metavar="FILE|DIR")] = None,
    derived: Annotated[bool, option("export_derived", "--derived/--no-derived")] = True,
    known_at: options.KnownAtOption = None,
    lang: options.LangOption = options.LANG,
) -> None:
    """Write the graph in another form."""
    from ansvar.graph.content.snapshot import snapshot, stated
    from ansvar.graph.export.excerpt import of_day, of_unit
    from ansvar.graph.export.formats import ExportOptions, form
    from ansvar.queries.names import EMPTY

    made = form(name)
    _check_target(made, target)
    day = None if on is None else read_day(on)
    with opened(known_at) as store, progress() as tell:
        tell("reading the graph")
        content = (snapshot if derived and made.derived else stated)(store.read)
        if not content.nodes:
            raise QuestionError(*EMPTY)
    with progress() as tell:
        tell("choosing")
        content = of_unit(content, unit) if unit else content
        content = of_day(content, day) if day else content
        tell("writing")
        asked = ExportOptions(day or today(), lang.value)
        files, notes = made.write(content, asked), made.lost(content, asked)
    notes = [_in_words(lang, note) for note in notes]
    tell_some(lang, "export_notes", notes, limits.EXPORT_NOTES, "export_more", indent="  ")
    if target is None:
        for file in files.values():
            write_bytes(file)
        return
    from ansvar.graph.export.output import write_files

    number = len(write_files(files, made, target))
    told = {"nodes": len(content.nodes), "edges": len(content.edges), "files": number, "place": target}
    errors().print(word(lang, "exported", **told), soft_wrap=True)


def _in_words(lang: str, note: str) -> str:
    """Name a label or edge type of which a number of facts is left out; other notes stay as they are."""
    found = re.fullmatch(r"(\d+) ([A-Za-z_]+)", note)
    return f"{sort_name(lang, found[2])}: {found[1]}" if found else note


def _check_target(made: Form, target: Path | None) -> None:
    """Refuse before the graph is read what could not be written afterwards."""
    if target is None and made.several:
        raise QuestionError(
            f"an export as {made.name} is several files",
            "Name a folder, or an archive that ends in .zip, with --output.",
        )
    if target is None and not made.text and sys.stdout.isatty():
        raise QuestionError(
            f"an export as {made.name} cannot be read in a terminal", "Name a file with --output."
        )
