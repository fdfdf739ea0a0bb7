"""Files onto a disk: whole or not at all, and never through a link; nothing here knows what they hold."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ansvar.graph.errors import QuestionError

if TYPE_CHECKING:
    from collections.abc import Mapping

_THEN = "Name another place with --output."


def write_file(target: Path, content: bytes) -> None:
    """Write one file that the user named; a device or a pipe (``/dev/stdout``) is written to as it is.

    Raises
    ------
    QuestionError
        It cannot be written, or is a link.
    """
    if _is_stream(target):
        try:
            # never made and never cut off: behind /dev/stdout there can be a file
            with os.fdopen(os.open(target, os.O_WRONLY | os.O_APPEND), "wb") as stream:
                stream.write(content)
        except OSError as error:
            raise _error(target, error) from error
        return
    _check_links(target.parent, [target])
    _write({target: content})


def write_folder(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files into a folder: all of them, or none when one cannot be written.

    Parameters
    ----------
    folder : Path
        It is made when it is not there.
    files : mapping of str to bytes
        Name in the folder, which may have folders in it -> content.

    Returns
    -------
    list of Path
        What was written, by name.

    Raises
    ------
    QuestionError
        One of them cannot be written, or leads out of the folder through a link.
    """
    placed = {folder / name: content for name, content in sorted(files.items())}
    _check_links(folder, placed)
    _write(placed)
    return list(placed)


def _is_stream(target: Path) -> bool:
    """Tell whether a name stands for a device, a pipe, or a file that this process has open already."""
    if target.absolute().parts[1:2] in (("dev",), ("proc",)):
        return target.exists() and not target.is_dir()
    with suppress(OSError):
        mode = target.stat().st_mode
        return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
    return False


def _check_links(folder: Path, paths: Mapping[Path, bytes] | list[Path]) -> None:
    """Refuse every link below a folder that is on the way to a file; the folder itself may be one."""
    for path in paths:
        steps = [path, *path.parents]
        for step in reversed(steps[: steps.index(folder)]):
            if step.is_symlink():
                raise QuestionError(
                    f"{step} is a link to {step.readlink()}, and nothing is written through links",
                    "Remove the link, or name the target itself.",
                )


def _write(placed: Mapping[Path, bytes]) -> None:
    """Write all files beside their places first, and put them there when all of them are whole."""
    drafts: dict[Path, Path] = {}
    made: list[Path] = []
    path = Path()
    try:
        for path, content in placed.items():
            made += _made_folders(path.parent)
            drafts[path] = _draft(path, content)
        for path, draft in drafts.items():
            draft.replace(path)
    except BaseException as error:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):  # something is in it
                folder.rmdir()
        if isinstance(error, OSError):
            raise _error(path, error) from error
        raise


def _made_folders(folder: Path) -> list[Path]:
    missing = []
    for each in [folder, *folder.parents]:
        if each.exists():
            break
        missing.append(each)
    for each in reversed(missing):
        each.mkdir(exist_ok=True)
    return list(reversed(missing))


def _draft(path: Path, content: bytes) -> Path:
    """Write a file beside its place, with the rights of the one there or those of any new file."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    draft = path.parent / f".ansvar-{secrets.token_hex(8)}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(handle)
        if path.exists():
            draft.chmod(stat.S_IMODE(path.stat().st_mode))
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _error(path: Path, error: OSError) -> QuestionError:
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        folder = next((each for each in path.parents if each.is_dir()), path.parent)
        free = shutil.disk_usage(folder).free // 1024**2
        return QuestionError(
            f"{path} cannot be written: the disk that holds {folder} is full ({free} MB are free)",
            "Free some space there, or choose a place on another disk.",
        )
    return QuestionError(f"{path} cannot be written: {error.strerror or error}", _THEN)
