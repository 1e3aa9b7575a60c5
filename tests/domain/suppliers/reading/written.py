"""Files as suppliers' programs write them, and what is read of them."""

import csv
import io
import os
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from struct import pack

import polars as pl
import pytest

from optom.base.refusal import Refusal
from optom.domain.suppliers.reading.files import tables_of
from optom.domain.suppliers.reading.table import Table

PROJECT = Path(__file__).resolve().parents[4]
SHARED = Path(os.environ.get("OPTOM_SHARED") or PROJECT.parent / "shared")
SAMPLES = SHARED / "samples"
needs_samples = pytest.mark.skipif(not SAMPLES.exists(), reason=f"the shared samples are not at {SAMPLES}")
Rows = list[tuple[str | None, ...]]


def read(path: Path, name: str = "") -> list[Table]:
    return list(tables_of(path, name or path.name))


def rows(table: Table) -> Rows:
    return [row for block in table.blocks() for row in block.rows()]


def only(path: Path) -> Table:
    (table,) = read(path)
    return table


def refused(path: Path) -> str:
    """Whenever it is: while the tables are found, or while they are read."""
    with pytest.raises(Refusal) as refusal:
        _read_all(path)
    return refusal.value.code


def _read_all(path: Path) -> list[Rows]:
    return [rows(table) for table in read(path)]


def named(table: Table) -> list[dict[str, str]]:
    """The rows of a table with heads, each without what it does not say."""
    return [
        {head: cell for head, cell in zip(table.heads, row, strict=True) if cell is not None} for row in rows(table)
    ]


def put(path: Path, content: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(content.encode(encoding) if isinstance(content, str) else content)
    return path


def text_file(cells: Iterable[Sequence[str]], separator: str = ";", quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\n").writerows(cells)  # type: ignore[arg-type]
    return text.getvalue()


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def height(blocks: Iterable[pl.DataFrame]) -> int:
    return sum(block.height for block in blocks)


def ods(path: Path, body: str, styles: str = "", manifest: str = "") -> Path:
    """An OpenDocument spreadsheet around its tables."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f"<office:document-content {spaces} {calc}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body></office:document-content>"
    )
    parts = {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content}
    return zipped(path, {**parts, "META-INF/manifest.xml": f"<manifest>{manifest}</manifest>"})


def _record(kind: int, body: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(body)
    while size > 0x7F:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return number + length + bytes([size]) + body


def _wide(text: str) -> bytes:
    return pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(
    path: Path, cells: Sequence[tuple[int, int, str | float, int]], merges: Sequence[tuple[int, int, int]] = ()
) -> Path:
    """A binary workbook of one hidden sheet: cells as (row, column, value, style); style 1 shows five digits."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sheet = pack("<II", 1, 1) + _wide("rId1") + _wide("Скрытый")
    book = b"".join((_record(131), _record(143), _record(156, sheet), _record(144), _record(132)))
    formats = _record(615, pack("<I", 1)) + _record(44, pack("<H", 164) + _wide("00000")) + _record(616)
    styles = [_record(47, pack("<HHHHHBBH", 0, number, 0, 0, 0, 0, 0, 0)) for number in (0, 164)]
    body = b""
    last = -1
    for row, column, value, style in cells:
        if row != last:
            body += _record(0, pack("<IIHHBI", row, 0, 300, 0, 0, 0))
            last = row
        start = pack("<I", column) + style.to_bytes(3, "little") + b"\0"
        body += _record(6, start + _wide(value)) if isinstance(value, str) else _record(5, start + pack("<d", value))
    merged = b"".join(_record(176, pack("<IIII", top, bottom, column, column)) for top, bottom, column in merges)
    dimension = _record(148, pack("<IIII", 0, 99, 0, 9))
    part = b"".join((_record(129), dimension, _record(145), body, _record(146), merged, _record(130)))
    points = f'Id="rId1" Type="{relation}/worksheet" Target="worksheets/sheet1.bin"'
    relations = f'<Relationships xmlns="x"><Relationship {points}/></Relationships>'
    return zipped(
        path,
        {
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": relations,
            "xl/worksheets/sheet1.bin": part,
            "xl/styles.bin": formats + _record(617, pack("<I", 2)) + b"".join(styles) + _record(618),
        },
    )
