"""Bytes become text here, within bounds; nothing here knows what the text means."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ansvar.graph.characters import line_problems
from ansvar.graph.errors import DataError, Problem

if TYPE_CHECKING:
    from pathlib import Path

LARGEST_BYTES = 64 * 1024 * 1024
LARGEST_CELL = 100_000
MOST_ROWS = 500_000
MOST_CELLS = 10_000_000

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"


def refuse_spreadsheet(name: str, content: bytes, *, but_excel: bool = False) -> None:
    """Refuse bytes that have a form of a spreadsheet, whatever the file is called.

    Parameters
    ----------
    but_excel : bool
        Let a workbook of today's Excel pass.
    """
    form, hint = "", "Open it in a spreadsheet program and save it as .xlsx or CSV."
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        form, hint = "a workbook that is locked with a password", "Save it without a password."
    elif content.startswith(_OLE):
        form = "a workbook of Excel before 2007"
    elif content.startswith(_ZIP) and b"opendocument" in content[:100]:
        form = "an OpenDocument file"
    elif content.startswith(_ZIP) and not but_excel:
        form = "an Excel workbook (.xlsx), or another packed file"
    if form:
        raise DataError([Problem(name, 0, f"is {form}", hint)])


@dataclass
class SourceNotes:
    """What is worth telling about a source although it can be read; filled while it is read."""

    warnings: list[Problem] = field(default_factory=list)


def read_bytes(path: Path, largest: int = LARGEST_BYTES) -> bytes:
    """Read a file of sensible size.

    Raises
    ------
    DataError
        It cannot be read, is empty, or is larger than `largest`.
    """
    name = str(path)
    try:
        if path.stat().st_size > largest:
            raise DataError([Problem(name, 0, f"is larger than {largest // 1024**2} MB", "Split it.")])
        content = path.read_bytes()
    except OSError as error:
        raise DataError([Problem(name, 0, f"cannot be read: {error.strerror or error}")]) from error
    if not content.strip():
        raise DataError([Problem(name, 0, "is empty")])
    return content


def read_text(path: Path, largest: int = LARGEST_BYTES) -> str:
    r"""Read a text without a mark at its beginning, and with ``\n`` as the only line end; see `decode`."""
    return plain_ends(decode(str(path), read_bytes(path, largest)).removeprefix("\ufeff"))


def plain_ends(text: str) -> str:
    r"""Make every line end a ``\n``."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decode(name: str, content: bytes) -> str:
    """Make text of bytes: by their mark, else UTF-8, else UTF-16 without a mark, else Windows-1252.

    Raises
    ------
    DataError
        They are none of these, or the text holds characters that steer whoever reads it.
    """
    text = _decoded(name, content)
    if problems := list(line_problems(name, plain_ends(text))):
        raise DataError(problems)
    return text


def _decoded(name: str, content: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "")
    tried = [encoding] if encoding else ["utf-8", *_wide(content), "cp1252"]
    for candidate in tried:
        try:
            text = content.decode(candidate)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text
    what = "is not text in UTF-8, UTF-16 or Windows-1252"
    raise DataError([Problem(name, _line(content, encoding or "utf-8"), what, "Save it as UTF-8.")])


def _wide(content: bytes) -> list[str]:
    """Tell whether every second byte is empty, as in UTF-16 text of western letters."""
    halves = {"utf-16-le": content[1:2000:2], "utf-16-be": content[:2000:2]}
    return [encoding for encoding, half in halves.items() if half and half.count(0) > len(half) * 0.7]


def _line(content: bytes, encoding: str) -> int:
    """Find the line of the first byte that does not fit."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    except UnicodeError:
        return 0
    return content[: content.index(0)].count(b"\n") + 1 if 0 in content else 0
