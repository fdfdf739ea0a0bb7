"""What is asked and done with files that somebody uploads: the same as `ansvar import` asks and does."""

from __future__ import annotations

from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar import seed
from ansvar.dashboard.data import note_written, present
from ansvar.graph.errors import AnsvarError
from ansvar.graph.imports.importing import (
    Prepared,
    Reading,
    Way,
    carry_out_import,
    known_mappings,
    plan_import,
    read_files,
)
from ansvar.graph.imports.mapping import FORMAT
from ansvar.graph.journal.account import user
from ansvar.graph.load.yamlfile import read_yaml
from ansvar.queries.gaps.trend import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ansvar.graph.imports.mapping import MappingFile
    from ansvar.graph.load.writing import LoadReport

_MAPPINGS = Path(seed.__path__[0]) / "mappings"


@cache
def mappings() -> tuple[MappingFile, ...]:
    """Give the mappings that come with the program."""
    return tuple(known_mappings([_MAPPINGS]))


def is_mapping(path: Path) -> bool:
    """Tell whether a file is a mapping and no source."""
    if path.suffix.lower() not in (".yaml", ".yml"):
        return False
    try:
        return read_yaml(path).data.get("format") == FORMAT
    except AnsvarError:
        return False  # it is told with the sources


def read(paths: Sequence[Path], mapping: str, key: str, way: Way, tell: Callable[[str], None]) -> Reading:
    """Read files; see `ansvar.graph.imports.importing.read_files`."""
    return read_files(paths, mapping, mappings(), way, key=key, tell=tell)


def plan(reading: Reading, way: Way) -> Prepared:
    """Find out what they would do; see `ansvar.graph.imports.importing.plan_import`."""
    return plan_import(present(), reading, way)


def apply(reading: Reading, way: Way, on_behalf_of: str, tell: Callable[[str], None]) -> LoadReport:
    """Import them; see `ansvar.graph.imports.importing.carry_out_import`.

    As after every load, what the rules find then is written down for `ansvar gaps trend`.
    """
    report, _ = carry_out_import(present(), reading, way, by=user(), on_behalf_of=on_behalf_of, tell=tell)
    if report.change_set:
        note_written()
        tell("looking for gaps")
        # a rule of the user's may be wrong: the page of gaps says so, and the import is done
        with suppress(AnsvarError):
            keep(present())
    return report
