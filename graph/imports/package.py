"""The packed parts of a workbook, looked through before anybody unpacks them: sizes, entities, formulas.

Nothing that a package says of itself is believed: every part is unpacked piece by piece and counted, and no
more than one piece is held.  What the cells of a sheet say is not known here.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_UNPACKED = 256 * 1024 * 1024
MOST_RATIO = 100
_SMALL = 16 * 1024 * 1024  # so much may come out of any file
_MOST_PARTS = 2_000
_MOST_MERGED = 100_000
_PIECE = 256 * 1024
_LONGEST_MARK = 64 * 1024
_HEAD = 4096
_LOCAL_HEADER = 30
_LOCAL_SIGNATURE = b"PK\x03\x04"

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^<>]*?ref=[\"']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})[\"']")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)[\"']")
_PLAIN = (b"utf-8", b"us-ascii", b"ascii")
# how a text begins that is no UTF-8: two or four bytes a sign, or letters of another order
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0", b"L\x6f\xa7\x94")


class PackageProblem(ValueError):  # noqa: N818  (it becomes a Problem, with its place)
    """A package that is not opened: why."""


@dataclass
class Package:
    """What the packed parts tell that the reader of sheets does not.

    Attributes
    ----------
    formulas : bool
        Whether a sheet has any.
    merged : dict
        Name of the part of a sheet -> ranges of cells that are shown as one, such as ``A2:A5``.
    """

    formulas: bool = False
    merged: dict[str, list[str]] = field(default_factory=dict)


def look_through(path: Path) -> Package:
    """Unpack all parts, hold none, and find what the reader of sheets has to know.

    Raises
    ------
    PackageProblem
        It unpacks to far more than it is, is locked, has false sizes or has entities of its own.
    zipfile.BadZipFile
        It is no package.
    """
    found = Package()
    size = path.stat().st_size
    room = min(LARGEST_UNPACKED, max(_SMALL, MOST_RATIO * size))
    with zipfile.ZipFile(path) as package, path.open("rb") as file:
        parts = sorted(package.infolist(), key=lambda part: part.header_offset)
        _check_list(parts, room)
        end = 0
        for part in parts:
            begin = _begin(file, part)
            if part.header_offset < end:
                raise PackageProblem(f'has overlapping parts: "{part.filename}"')
            end = begin + part.compress_size
            unpacked = 0
            head = tail = b""
            for piece in _pieces(file, begin, part):
                unpacked += len(piece)
                if len(head) < _HEAD:
                    head = (head + piece)[:_HEAD]
                room -= len(piece)
                if room < 0:
                    raise PackageProblem(_too_much(size))
                tail = _look_at(found, part.filename, tail + piece)
            _look_at(found, part.filename, tail + b"<")
            _check_encoding(part.filename, head)
            if unpacked != part.file_size:
                raise PackageProblem(f'states a wrong size for "{part.filename}"')
    return found


def _too_much(size: int) -> str:
    return (
        f"is {size / 1024**2:.1f} MB and would unpack to more than {MOST_RATIO} times that or "
        f"{LARGEST_UNPACKED // 1024**2} MB, more than any list of people needs"
    )


def _check_list(parts: list[zipfile.ZipInfo], room: int) -> None:
    """Refuse by what the package says of itself; that it says nothing wrong proves nothing."""
    whole = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or whole > room:
        raise PackageProblem(
            f"would unpack to {whole // 1024**2} MB in {len(parts)} parts, more than any list of people needs"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise PackageProblem("is locked with a password")


def _begin(file: IO[bytes], part: zipfile.ZipInfo) -> int:
    """Give where the bytes of a part begin: behind its own header, whose lengths differ from the list's."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER)
    if len(header) < _LOCAL_HEADER or not header.startswith(_LOCAL_SIGNATURE):
        raise PackageProblem(f'is truncated in "{part.filename}"')
    name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (26, 28))
    return part.header_offset + _LOCAL_HEADER + name + extra


def _pieces(file: IO[bytes], begin: int, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack one part, a piece at a time, to the end of what is packed and not to the size that is told."""
    file.seek(begin)
    left = part.compress_size
    if part.compress_type == zipfile.ZIP_STORED:
        while left > 0 and (piece := file.read(min(left, _PIECE))):
            left -= len(piece)
            yield piece
        return
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise PackageProblem(f'has "{part.filename}" compressed in a way that no workbook uses')
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    packed = b""
    while not unpack.eof:
        if not packed:
            packed = file.read(min(left, _PIECE))
            left -= len(packed)
        piece = unpack.decompress(packed, _PIECE)
        if not piece and not packed:
            raise PackageProblem(f'is truncated in "{part.filename}"')
        packed = unpack.unconsumed_tail
        if piece:
            yield piece


def _check_encoding(part: str, start: bytes) -> None:
    """Refuse what a reader of XML would take for another encoding, in which nothing could be found here."""
    text = start.removeprefix(b"\xef\xbb\xbf")
    declared = _DECLARED.match(text)
    wide = start.startswith(_WIDE) and part.lower().endswith((".xml", ".rels"))
    endless = text.startswith(b"<?xml") and b"?>" not in text  # what it declares could stand behind
    other = declared is not None and declared[1].lower() not in _PLAIN
    if wide or endless or other or start.startswith((b"<\0", b"\0<")):
        raise PackageProblem(f'has "{part}" in an encoding other than UTF-8')


def _look_at(found: Package, part: str, text: bytes) -> bytes:
    """Look at all whole marks of a text, and give the beginning of the one that goes on in the next piece."""
    sheet = "worksheets/" in part
    cut = text.rfind(b"<")
    whole, rest = (text[:cut], text[cut:]) if cut >= 0 else (text, b"")
    if len(rest) > _LONGEST_MARK:
        if b">" not in rest and sheet:
            raise PackageProblem(f'has an element of more than {_LONGEST_MARK // 1024} KB in "{part}"')
        whole, rest = text, b""
    if _ENTITY.search(whole):
        raise PackageProblem(f'has entities of its own in "{part}"')
    if sheet:
        found.formulas = found.formulas or _FORMULA.search(whole) is not None
        ranges = found.merged.setdefault(part, [])
        ranges += [each.decode() for each in _MERGED.findall(whole)]
        if len(ranges) > _MOST_MERGED:
            raise PackageProblem(f'has more than {_MOST_MERGED:,} groups of merged cells in "{part}"')
    return rest
