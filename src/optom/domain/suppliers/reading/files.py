"""Any file of a supplier as tables: what it is is told by its content, never by its name."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from zipfile import BadZipFile, ZipFile

import polars as pl

from optom.base.refusal import Refusal

from . import (
    archives,
    bmecat,
    commerceml,
    datanorm,
    elements,
    excel_xml,
    limits,
    objects,
    old_workbooks,
    open_documents,
    pages,
    texts,
    workbooks,
    yml,
)
from .archives import Folder
from .markup import local, walk
from .table import Table

_HEAD: Final = 8 << 10
_OLE: Final = b"\xd0\xcf\x11\xe0"
_OLD: Final = tuple(b"\t" + rest for rest in (b"\x08\x10\0", b"\x08\x08\0", b"\x04\x06\0", b"\x02\x06\0", b"\0\x04\0"))
_RAR: Final = b"Rar!\x1a\x07"
_NO_TABLES: Final = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"MZ\x90",
    b"\x7fELF",
    b"SQLite format",
    b"MIME-Version:",
)
_PASSED_OVER: Final = frozenset(("files.not_a_table", "files.unknown"))
_SETS: Final[tuple[tuple[str, Callable[[Sequence[Path], str], Table]], ...]] = (
    ("commerceml", commerceml.table_of),
    ("datanorm", datanorm.table_of),
)


def tables_of(path: Path, name: str) -> Iterator[Table]:
    """The tables of a file that came under this name; of an archive those of all files in it, and of theirs.

    Files of CommerceML, and of DATANORM, that lie in one folder of an archive are one table. In an archive files that
    are no tables are passed over. Texts and workbooks are read when blocks are asked for, everything else before: a
    refusal may come from either.

    Refuses ``files.larger``, ``files.long``, ``files.wide``, ``files.not_a_table``, ``files.unknown`` (a PDF, a
    picture), ``files.locked`` and ``files.encrypted`` (by a password), ``files.packed_otherwise`` (RAR),
    ``files.bomb``, ``files.parts``, ``files.nested``, ``files.xml_broken``, ``files.entities``.
    """
    return _tables(path, name, "", Folder(), 0)


def is_packed(path: Path) -> bool:
    """Whether a file is an archive, of whatever kind; a workbook is none."""
    try:
        return _kind(path) in {"archive", "rar"}
    except Refusal:
        return False


def members_of(path: Path, name: str) -> Iterator[Path]:
    """What lies in an archive, each file there until the last is asked for; of anything else nothing.

    Refuses what `archives.members` does, and ``files.packed_otherwise`` (RAR).
    """
    kind = _kind(path)
    if kind == "rar":
        raise Refusal("files.packed_otherwise", file=name)
    folder = Folder()
    for _name, member in archives.members(path, name, folder) if kind == "archive" else ():
        yield member


def _tables(path: Path, name: str, within: str, folder: Folder, depth: int) -> Iterator[Table]:
    kind = _kind(path)
    if kind == "archive":
        return _of_archive(path, name, within, folder, depth)
    if kind == "unknown":
        raise Refusal("files.unknown", file=name)
    if kind == "rar":
        raise Refusal("files.packed_otherwise", file=name)
    return _placed(_READERS[kind](path), within, folder)


def _placed(tables: Iterator[Table], within: str, folder: Folder) -> Iterator[Table]:
    for table in tables:
        name = "/".join(filter(None, (within, table.name)))
        yield Table(name, partial(_held, folder, table), table.heads, table.is_hidden)


def _held(_folder: Folder, table: Table) -> Iterator[pl.DataFrame]:
    """The blocks; the folder with what was unpacked stays as long as they may be asked for."""
    return table.blocks()


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if head.startswith(b"PK"):
        return _kind_of_zip(path)
    if archives.is_one(head):
        return "archive"
    if head.startswith((_OLE, *_OLD)):
        return "old workbook"
    if head.startswith(_RAR):
        return "rar"
    return "unknown" if head.startswith(_NO_TABLES) else _kind_of_text(path, head)


def _kind_of_zip(path: Path) -> str:
    try:
        with ZipFile(path) as package:
            names = set(package.namelist())
            if {"xl/workbook.xml", "xl/workbook.bin"} & names:
                return "workbook"
            if {"mimetype", "content.xml"} <= names:
                is_sheet = b"opendocument.spreadsheet" in package.read("mimetype")
                return "open document" if is_sheet else "unknown"
            return "unknown" if "[Content_Types].xml" in names else "archive"
    except (BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise Refusal("files.not_a_table") from error


def _kind_of_text(path: Path, head: bytes) -> str:
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if datanorm.is_one(head):
        return "datanorm"
    if pages.is_one(head):
        return "page"
    if start.startswith(b"<"):
        return _kind_of_xml(path)
    return "objects" if start.startswith((b"{", b"[")) else "text"


def _kind_of_xml(path: Path) -> str:
    """By its root; what it begins with is read, no more."""
    for _, root in walk(path):
        name = local(root)
        if name == "Workbook" and excel_xml.NAMESPACE in str(root.tag):
            return "excel xml"
        if name in commerceml.ROOTS:
            return "commerceml"
        return {yml.ROOT: "yml", bmecat.ROOT: "bmecat", "html": "page"}.get(name, "elements")
    raise Refusal("files.not_a_table")


def _of_archive(path: Path, name: str, within: str, folder: Folder, depth: int) -> Iterator[Table]:
    if depth == limits.MOST_DEPTH:
        raise Refusal("files.nested", most=limits.MOST_DEPTH)
    found, refused = 0, Refusal("files.not_a_table")
    members = sorted(archives.members(path, name, folder), key=lambda one: one[0])
    for member, unpacked in _together(members):
        inside = "/".join(filter(None, (within, member)))
        alone = len(unpacked) == 1
        try:
            for table in (
                _tables(unpacked[0], member, inside, folder, depth + 1) if alone else _of_set(unpacked, inside, folder)
            ):
                found += 1
                yield table
        except Refusal as refusal:
            if refusal.code not in _PASSED_OVER:
                raise
            refused = refusal
    if not found:
        raise refused


def _together(members: Sequence[tuple[str, Path]]) -> Iterator[tuple[str, list[Path]]]:
    """Each file by itself, but the files of a set in one folder together, under the name of the first."""
    sets: dict[tuple[str, str], list[Path]] = {}
    for name, path in members:
        kind = _kind_or_none(path)
        if kind not in dict(_SETS):
            yield name, [path]
            continue
        key = (kind, name.rpartition("/")[0])
        sets.setdefault(key, []).append(path)
    for (kind, outer), paths in sets.items():
        yield "/".join(filter(None, (outer, kind))), paths


def _kind_or_none(path: Path) -> str:
    try:
        return _kind(path)
    except Refusal:
        return ""


def _of_set(paths: Sequence[Path], within: str, folder: Folder) -> Iterator[Table]:
    table_of = dict(_SETS)[_kind(paths[0])]
    return _placed(iter([table_of(paths, "")]), within, folder)


def _of_objects(path: Path) -> Table:
    """A bracket may also begin a text."""
    try:
        return objects.table_of(path, "")
    except Refusal as refusal:
        if refusal.code != "files.not_a_table":
            raise
        return texts.table_of(path, "")


def _one(read: Callable[[Path], Table]) -> Callable[[Path], Iterator[Table]]:
    """A reader of files that are one table."""

    def tables(path: Path) -> Iterator[Table]:
        yield read(path)

    return tables


_READERS: Final[dict[str, Callable[[Path], Iterator[Table]]]] = {
    "workbook": workbooks.tables_of,
    "old workbook": old_workbooks.tables_of,
    "open document": open_documents.tables_of,
    "excel xml": excel_xml.tables_of,
    "page": pages.tables_of,
    "commerceml": _one(lambda path: commerceml.table_of([path], "")),
    "datanorm": _one(lambda path: datanorm.table_of([path], "")),
    "yml": _one(partial(yml.table_of, name="")),
    "bmecat": _one(partial(bmecat.table_of, name="")),
    "elements": _one(partial(elements.table_of, name="")),
    "objects": _one(_of_objects),
    "text": _one(partial(texts.table_of, name="")),
}
