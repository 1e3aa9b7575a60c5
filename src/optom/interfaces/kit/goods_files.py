"""Pictures and papers of goods as people keep them: files named by articles, a list where names say too little."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from optom.base.refusal import Refusal
from optom.domain.catalog.importing import Cover, GoodsPaperRow, PictureRow
from optom.domain.catalog.rules import Reading, kind_in_name, paper_kind, readings

from .gathered import ZIP, Found, plain_name, refusing
from .input import day
from .tables import cells_of, columns_of

_HEADS = {
    "file": {"файл", "имя файла", "file"},
    "kind": {"вид", "вид документа", "тип", "kind"},
    "number": {"номер", "№", "number"},
    "title": {"название", "наименование", "title"},
    "issued_by": {"выдан", "кем выдан", "орган", "орган по сертификации", "issued by"},
    "valid_from": {"действует с", "с", "дата выдачи", "от", "valid from"},
    "valid_until": {"действует до", "до", "срок действия", "valid until"},
    "product": {"артикул", "товар", "код", "article", "product"},
    "brand": {"бренд", "производитель", "brand", "maker"},
    "group": {"группа", "group"},
}


def pictures(files: Iterable[Found]) -> Iterator[PictureRow]:
    """A picture a file; a zip inside of what was handed over is not opened."""
    return (PictureRow(readings(file.stem), _unzipped(file), file.name) for file in files)


def papers(files: Iterable[Found]) -> Iterator[GoodsPaperRow]:
    """A paper a file, its kind from the end of its name: ``SKF_6204_certificate.pdf``."""
    for file in files:
        kind, name = kind_in_name(file.stem)
        cover = Cover(readings=readings(name))
        yield GoodsPaperRow((cover,), kind, _unzipped(file), title=file.stem, origin=file.name)


def listed_papers(files: Iterable[Found], listed: Path) -> Iterator[GoodsPaperRow]:
    """A paper a file that the list names, for the goods of all its rows.

    The list says for each file its kind, number, who has issued it, from when until when it holds, and an article
    (with its brand where several makers have it), or a brand, a group, or both. Refuses what is no table, or one
    without a column of files. A file that the list does not name and one that is not there come as what can't be read.
    """
    rows = _rows_by_file(listed)
    for file in files:
        said = rows.pop(file.name.lower(), None) or rows.pop(PurePosixPath(file.name).name.lower(), None)
        yield _paper(file, said) if said else _unread(file.name, Refusal("files.not_listed", file=file.name))
    for name in rows:
        yield _unread(name, Refusal("files.no_such_file", file=name))


def _unzipped(file: Found) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        content = file.read(most)
        if content.startswith(ZIP):
            raise Refusal("files.zip_inside", file=file.name)
        return content

    return read


def _unread(name: str, refusal: Refusal) -> GoodsPaperRow:
    return GoodsPaperRow((), "other", refusing(refusal), title=name, origin=name)


def _rows_by_file(listed: Path) -> dict[str, list[dict[str, str]]]:
    cells = cells_of(listed)
    places = columns_of(cells[0] if cells else [], _HEADS)
    if not {"file"} <= set(places) or not {"product", "brand", "group"} & set(places):
        raise Refusal("files.no_columns", file=listed.name)
    rows: dict[str, list[dict[str, str]]] = {}
    for row in cells[1:]:
        said = {name: row[place].strip() if place < len(row) else "" for name, place in places.items()}
        if said["file"]:
            rows.setdefault(plain_name(said["file"]).lower(), []).append(said)
    return rows


def _paper(file: Found, rows: Sequence[Mapping[str, str]]) -> GoodsPaperRow:
    """What any row of the file says counts for it; the first that says something is believed."""
    try:
        return _told(file, rows)
    except Refusal as refusal:
        return _unread(file.name, refusal)


def _told(file: Found, rows: Sequence[Mapping[str, str]]) -> GoodsPaperRow:

    def said(name: str) -> str:
        return next((row[name] for row in rows if row.get(name)), "")

    kind = said("kind")
    return GoodsPaperRow(
        covers=tuple(_cover(row) for row in rows),
        kind=(paper_kind(kind) or kind) if kind else kind_in_name(file.stem)[0],
        read=_unzipped(file),
        number=said("number"),
        title=said("title") or file.stem,
        issued_by=said("issued_by"),
        valid_from=_day(said("valid_from")),
        valid_until=_day(said("valid_until")),
        origin=file.name,
    )


def _cover(row: Mapping[str, str]) -> Cover:
    product, brand = row.get("product", ""), row.get("brand", "")
    if product:
        return Cover(readings=(Reading(product, brand),))
    return Cover(brand=brand, group=row.get("group", ""))


def _day(text: str) -> date | None:
    """A day as people or Excel write it; nothing where nothing is said."""
    return day(text.partition(" ")[0].partition("T")[0]) if text else None
