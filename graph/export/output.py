"""Files of an export onto a disk: one file, a folder or a zip archive; nothing here knows a form."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

from ansvar.graph.errors import QuestionError
from ansvar.graph.files import write_file, write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from ansvar.graph.export.formats import Form
    from ansvar.graph.export.options import Files

_NEW_YEAR = (1980, 1, 1, 0, 0, 0)  # the first moment that an archive knows: the same content, the same bytes


def _archive(files: Files) -> bytes:
    """Pack files; the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in sorted(files.items()):
            package.writestr(zipfile.ZipInfo(name, _NEW_YEAR), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def write_files(files: Files, made: Form, target: Path) -> list[Path]:
    """Write an export.

    Parameters
    ----------
    files : dict of str to bytes
        What the form gave.
    made : Form
        A form with several files goes into a folder, or into an archive when `target` ends in .zip.
    target : Path
        File, folder or archive; a file that is there is written over.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    QuestionError
        It cannot be written or is a link, or the folder has other files that would be taken for a part of
        the export.
    """
    if not made.several:
        (content,) = files.values()
        place = target / f"graph.{made.ending}" if target.is_dir() else target
        write_file(place, content)
        return [place]
    if target.suffix == ".zip":
        write_file(target, _archive(files))
        return [target]
    _check_folder(files, made, target)
    return write_folder(target, files)


def _check_folder(files: Files, made: Form, target: Path) -> None:
    if target.is_file():
        raise QuestionError(
            f"{target} is a file, but this export consists of several files",
            "Name a folder, or an archive that ends in .zip.",
        )
    there = {path.relative_to(target).as_posix() for path in target.rglob(f"*.{made.ending}")}
    if other := sorted(there - files.keys()):
        what = f"{target} has {other[0]} and would be read as part of the same export"
        raise QuestionError(what, "Name an empty folder.")
