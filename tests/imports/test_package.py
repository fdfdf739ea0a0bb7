"""A workbook is counted while it is unpacked: nothing that it says of itself is believed."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest
from suite.engines import ROOT

from ansvar.graph.errors import DataError
from ansvar.graph.imports.decoder import SourceNotes
from ansvar.graph.imports.package import Package, look_through
from ansvar.graph.imports.workbooks import read_workbook

if TYPE_CHECKING:
    from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
MB = 1024 * 1024


def packed(*parts: tuple[str, bytes, int], said: int | None = None, overlap: bool = False) -> bytes:
    """Pack parts by hand: name, content, how often it is repeated; each says `said` as its size."""
    body, listed = b"", b""
    for name, content, times in parts:
        squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
        data = b"".join([squeeze.compress(content) for _ in range(times)]) + squeeze.flush()
        size = len(content) * times if said is None else said
        crc = zlib.crc32((content * times)[:size])
        head = (20, 0, 8, 0, 0, crc, len(data), size, len(name), 0)
        at = 0 if overlap else len(body)
        if not (overlap and body):
            body += struct.pack("<IHHHHHIIIHH", 0x04034B50, *head) + name.encode() + data
        listed += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, *head, 0, 0, 0, 0, at) + name.encode()
    count = len(parts)
    return body + listed + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, count, count, len(listed), len(body), 0)


def zipped(*parts: tuple[str, bytes], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", way) as package:
        for name, content in parts:
            package.writestr(name, content)
    return made.getvalue()


PADDING = b"<x>" + bytes(range(97, 123)) * 30_000 + b"</x>"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]>'
REFUSED = {
    "far more than it is": (packed((SHEET, b" " * MB, 30)), "would unpack to 30 MB"),
    "a false size": (packed((SHEET, b" " * MB, 1), said=1000), f'states a wrong size for "{SHEET}"'),
    "a false size, far too large": (packed((SHEET, b" " * MB, 40), said=1000), "would unpack to more than"),
    "false sizes of many": (
        packed(*((f"xl/worksheets/sheet{n}.xml", b" " * MB, 1) for n in range(40)), said=10),
        "states a wrong size",
    ),
    "parts in one another": (
        packed((SHEET, b"<x/>", 1), ("xl/worksheets/sheet2.xml", b"<x/>", 1), overlap=True),
        "has overlapping parts",
    ),
    "thousands of parts": (zipped(*((f"p{n}.xml", b"<x/>") for n in range(2_001))), "in 2001 parts"),
    "an entity far down": (zipped((SHEET, PADDING + ENTITY)), f'has entities of its own in "{SHEET}"'),
    "an entity in a part of another name": (zipped(("xl/any.bin", PADDING + ENTITY)), '"xl/any.bin"'),
    "an entity in UTF-16": (zipped((SHEET, ENTITY.decode().encode("utf-16"))), "an encoding other than"),
    "UTF-16 without a mark": (zipped((SHEET, ENTITY.decode().encode("utf-16-be"))), "an encoding other"),
    "an encoding that hides": (zipped((SHEET, b'<?xml encoding="cp037"?><x/>')), "an encoding other"),
    "an encoding far behind": (
        zipped((SHEET, b"<?xml version='1.0'" + b" " * 9_000 + b"encoding='cp037'?><x/>")),
        "an encoding other",
    ),
    "an endless mark": (zipped((SHEET, b"<" + b"a" * 400_000)), "an element of more than 64 KB"),
    "another way of packing": (zipped((SHEET, b"<x/>"), way=zipfile.ZIP_LZMA), "compressed in a way that no"),
    "merged without end": (
        zipped((SHEET, b'<mergeCell ref="A1:A2"/>' * 100_001)),
        "more than 100,000 groups of merged cells",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_package_that_is_not_what_it_says_is_refused(name, tmp_path):
    content, told = REFUSED[name]
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    assert told in refusal(path)


def refusal(path: Path) -> str:
    """Read a workbook that is refused, and give the first line of why."""
    with pytest.raises(DataError) as refused:
        read_workbook(path, SourceNotes())
    return str(refused.value).splitlines()[0]


@pytest.mark.slow
def test_a_bomb_is_refused_in_little_time_and_room(tmp_path):
    """Very much is packed into it, and the package says that it is a thousand bytes."""
    (tmp_path / "a.xlsx").write_bytes(packed((SHEET, b" " * 8 * MB, 100), said=1000))
    code = (
        "import resource, time, openpyxl\nfrom pathlib import Path\n"
        "from ansvar.graph.errors import DataError\nfrom ansvar.graph.imports.decoder import SourceNotes\n"
        "from ansvar.graph.imports.workbooks import read_workbook\n"
        "most = lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "room, begun = most(), time.process_time()\n"
        "try: read_workbook(Path('a.xlsx'), SourceNotes())\n"
        "except DataError: print(time.process_time() - begun, (most() - room) // 1024)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < 2
    assert megabytes < 50


def test_a_mark_that_is_cut_between_two_pieces_is_found(tmp_path):
    """Wherever the cut falls: the filling before it grows by one letter each time."""
    mark = b'<x:mergeCell count="1" ref="A2:A5"/><f>1</f>'
    for more in range(len(mark)):
        path = tmp_path / "a.xlsx"
        path.write_bytes(zipped((SHEET, b"<t>" + b"y" * (256 * 1024 - 3 - more) + mark + b"<z/>")))

        found = look_through(path)

        assert (found.formulas, found.merged) == (True, {SHEET: ["A2:A5"]})


@pytest.mark.slow
def test_a_long_list_passes(tmp_path):
    """Seventy thousand rows of twenty cells that are all the same: nothing that people write packs better."""
    path = tmp_path / "a.xlsx"
    rows = (
        f'<row r="{row}">'
        + "".join(f'<c r="{at}{row}" t="inlineStr"><is><t>a</t></is></c>' for at in COLUMNS)
        for row in range(1, 70_001)
    )
    path.write_bytes(zipped((SHEET, "</row>".join(rows).encode())))

    with zipfile.ZipFile(path) as package:
        assert package.infolist()[0].file_size > 60 * MB
    assert look_through(path) == Package(formulas=False, merged={SHEET: []})


COLUMNS = "ABCDEFGHIJKLMNOPQRST"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def test_one_long_text_in_very_many_cells_is_refused(tmp_path):
    """A workbook writes a text once, however many cells have it."""
    kinds = {"xl/workbook.xml": "sheet.main", SHEET: "worksheet", "xl/sharedStrings.xml": "sharedStrings"}
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="{KIND}.{k}+xml"/>' for part, k in kinds.items()
    )
    cell = '<c t="s"><v>0</v></c>'
    rows = f"<row>{cell * 20}</row>" * 60
    path = tmp_path / "a.xlsx"
    path.write_bytes(
        zipped(
            ("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types">{overrides}</Types>'.encode()),
            ("_rels/.rels", related("officeDocument", "xl/workbook.xml")),
            ("xl/_rels/workbook.xml.rels", related("worksheet", "worksheets/sheet1.xml", "sharedStrings")),
            ("xl/workbook.xml", f'<workbook {MAIN} xmlns:r="{RELATIONS}"><sheets><sheet name="s" sheetId="1" '
             'r:id="r0"/></sheets></workbook>'.encode()),
            ("xl/sharedStrings.xml", f"<sst {MAIN}><si><t>{'x' * 90_000}</t></si></sst>".encode()),
            (SHEET, f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>".encode()),
        )
    )  # fmt: skip

    assert refusal(path).endswith('a.xlsx, sheet "s", row 56: has more than 100,000,000 characters')


def related(*named: str) -> bytes:
    """Write relations: a kind and its part, and perhaps the kind of the shared texts."""
    parts = {named[0]: named[1], **({"sharedStrings": "sharedStrings.xml"} if len(named) > 2 else {})}
    told = "".join(
        f'<Relationship Id="r{n}" Type="{RELATIONS}/{kind}" Target="{part}"/>'
        for n, (kind, part) in enumerate(parts.items())
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{told}</Relationships>'.encode()
