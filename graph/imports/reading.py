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
_SAVE = "Open it in a spreadsheet program and save it as .xlsx or CSV."


def spreadsheet(content: bytes) -> str:
    """Say which form of a spreadsheet bytes have, whatever the file is called; empty for none or for text."""
    if content.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in content
        return "a workbook that is locked with a password" if locked else "a workbook of Excel before 2007"
    if content.startswith(_ZIP):
        document = b"opendocument" in content[:100]
        return "an OpenDocument file" if document else "an Excel workbook (.xlsx), or another packed file"
    return ""


def refuse_form(name: str, form: str) -> DataError:
    """Refuse a file that has another form than its name tells."""
    then = _SAVE if "password" not in form else "Save it without a password."
    return DataError([Problem(name, 0, f"is {form}", then)])


@dataclass
class Found:
    """What is worth telling about a source although it can be read; filled while it is read."""

    warnings: list[Problem] = field(default_factory=list)


def read_bytes(path: Path) -> bytes:
    """Read a file of sensible size.

    Raises
    ------
    DataError
        It cannot be read, is empty, or is larger than `LARGEST_BYTES`.
    """
    name = str(path)
    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise DataError([Problem(name, 0, f"is larger than {LARGEST_BYTES // 1024**2} MB", "Split it.")])
        content = path.read_bytes()
    except OSError as error:
        raise DataError([Problem(name, 0, f"cannot be read: {error.strerror or error}")]) from error
    if not content.strip():
        raise DataError([Problem(name, 0, "is empty")])
    return content


def decode(name: str, content: bytes) -> str:
    """Make text of bytes: by their mark, else UTF-8, else UTF-16 without a mark, else Windows-1252.

    Raises
    ------
    DataError
        They are none of these, or the text holds characters that steer whoever reads it.
    """
    text = _decoded(name, content)
    if problems := list(line_problems(name, text.replace("\r\n", "\n").replace("\r", "\n"))):
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
    raise DataError(
        [
            Problem(
                name,
                _line(content, encoding or "utf-8"),
                "is no text in UTF-8, UTF-16 or Windows-1252",
                "Save it as UTF-8.",
            )
        ]
    )


def _wide(content: bytes) -> list[str]:
    """Tell whether every second byte is empty, as in UTF-16 text of western letters."""
    sample = content[:2000]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        half = sample[offset::2]
        if half and half.count(0) > len(half) * 0.7:
            return [encoding]
    return []


def _line(content: bytes, encoding: str) -> int:
    """Find the line of the first byte that does not fit."""
    try:
        content.decode(encoding)
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    except UnicodeError:
        return 0
    return content[: content.index(0)].count(b"\n") + 1 if 0 in content else 0
