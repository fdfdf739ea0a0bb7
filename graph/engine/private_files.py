"""Folders and files that belong to one user alone, whatever the umask; nothing here knows what is in them.

On Windows folders of a user are private by their own rules, and nothing is checked.
"""

from __future__ import annotations

import os
import secrets
import stat
from typing import TYPE_CHECKING

from ansvar.graph.errors import EngineStartError

if TYPE_CHECKING:
    from pathlib import Path

_OTHERS = 0o077
_MINE = "Set ANSVAR_HOME to a folder of your own."


def make_folder(path: Path) -> None:
    """Make a folder that only its owner can look into, or check and narrow one that is there.

    Parameters
    ----------
    path : Path
        Folders above it are made too, as any program would.

    Raises
    ------
    EngineStartError
        It belongs to another user, is a link or no folder, or is one that users share, such as ``/tmp``.
    OSError
        It cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        found = check_owner(path)
        if not stat.S_ISDIR(found.st_mode):
            message = f"{path} is not a folder"
            raise EngineStartError(message, _MINE) from None
        if found.st_mode & stat.S_ISVTX:
            message = f"{path} is a folder that users share"
            raise EngineStartError(message, _MINE) from None
        if os.name != "nt" and found.st_mode & _OTHERS:
            path.chmod(0o700)
    else:
        path.chmod(0o700)  # a umask may have taken the owner's own rights too


def check_owner(path: Path) -> os.stat_result:
    """Check that a folder or file belongs to this user and is no link, and tell what it is.

    Raises
    ------
    EngineStartError
        It belongs to somebody else, or is a link.
    OSError
        It is not there.
    """
    found = path.lstat()
    if stat.S_ISLNK(found.st_mode):
        message = f"{path} is a link to {path.readlink()}"
        raise EngineStartError(message, "Name the folder itself with ANSVAR_HOME.")
    if os.name != "nt" and found.st_uid != os.getuid():
        message = f"{path} belongs to {user_name(found.st_uid)}, not to you"
        raise EngineStartError(message, f"It is not used. {_MINE}")
    return found


def user_name(number: int) -> str:
    """Give the name of a user of this machine, or the number when it has none."""
    try:
        import pwd  # noqa: PLC0415  (Windows has none)

        return f'the user "{pwd.getpwuid(number).pw_name}"'
    except (ImportError, KeyError):
        return f"user number {number}"


def write_file(path: Path, text: str) -> None:
    """Write a file that only its owner can read: whole, or not at all, and safe on the disk.

    Raises
    ------
    OSError
        It cannot be written; what was there before is there still.
    """
    # a name of its own, so that two writers at once do not take each other's draft away
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    try:
        with os.fdopen(open_new(draft), "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    flag: int | None = getattr(os, "O_DIRECTORY", None)
    if flag is None:  # Windows has no such thing
        return
    handle = os.open(folder, os.O_RDONLY | flag)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def open_new(path: Path) -> int:
    """Make a file that is not there yet, for its owner only, and give it open for writing."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    if os.name != "nt":
        os.fchmod(handle, 0o600)
    return handle
