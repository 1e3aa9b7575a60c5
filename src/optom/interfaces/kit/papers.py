"""Papers on their way to a person: one as PDF, many as a zip that is written while it is sent."""

import io
import logging
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.listing import Listed
from optom.base.refusal import Refusal
from optom.domain.billing.queries import IssuedRow
from optom.domain.documents.queries import PaperRow

from . import formats
from .sheets import Column, Kind
from .sheets.exporting import csv_text, xlsx
from .streaming import Streamed
from .words import choices, named

MOST_PAPERS = 20_000  # of one zip: a quarter of an hour of drawing
_AT_ONCE = 200
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))
_log = logging.getLogger(__name__)

# what the register beside the papers tells of each
_REGISTER = [
    Column("file", gettext_lazy("File"), width=300, value=lambda row: row.name),
    Column("kind", gettext_lazy("Kind of paper"), Kind.CHOICE, width=130, value=lambda row: row.paper.kind,
           choices=choices("paper_kind")),
    Column("number", gettext_lazy("Number"), width=80, value=lambda row: row.paper.number),
    Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=136, value=lambda row: row.paper.issued_at),
    Column("sum", gettext_lazy("Sum with VAT"), Kind.MONEY, width=110, value=lambda row: row.paper.sum),
    Column("currency", gettext_lazy("Currency"), width=70, value=lambda row: row.paper.currency or ""),
    Column("contract", gettext_lazy("Contract"), width=110, value=lambda row: row.paper.contract_number or ""),
    Column("seller", gettext_lazy("Seller"), width=160, value=lambda row: row.paper.seller_name or ""),
    Column("orders", gettext_lazy("Orders"), width=120, value=lambda row: row.paper.orders or ""),
    Column("shipment", gettext_lazy("Shipment"), width=90, value=lambda row: row.paper.shipment or ""),
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Registered:
    paper: IssuedRow
    name: str


def name_of(paper: IssuedRow | PaperRow) -> str:
    """As people would call its file: Счёт 15 от 26.11.2026.pdf."""
    day = formats.day(timezone.localtime(paper.issued_at).date())
    words = {"kind": named("paper_kind", paper.kind), "number": paper.number, "day": day}
    return (_("%(kind)s %(number)s of %(day)s") % words).translate(_FORBIDDEN) + ".pdf"


def file_of(paper: IssuedRow | PaperRow, content: bytes, *, is_download: bool = False) -> HttpResponse:
    """A PDF that the browser shows, or saves at once, under the paper's name."""
    headers = {
        "Content-Disposition": content_disposition_header(is_download, name_of(paper)) or "inline",
        "Cache-Control": "private, max-age=600",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def zip_of(name: str, pieces: Generator[bytes, None, None]) -> StreamingHttpResponse:
    """The zip on its way. Refuses `streaming.busy`."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",  # noqa: FBT003 -- Django's signature
        "Cache-Control": "no-store, private",
        "X-Accel-Buffering": "no",  # a proxy that collected it first would need room for all of it
    }
    return StreamingHttpResponse(Streamed(pieces), content_type="application/zip", headers=headers)


def require_some(papers: int) -> None:
    """A zip holds at least one paper and not too many: refuses `papers.none`, `papers.too_many`."""
    if not papers:
        raise Refusal("papers.none")
    if papers > MOST_PAPERS:
        raise Refusal("papers.too_many", papers=papers, most=MOST_PAPERS)


def zipped(
    papers: Listed,
    keys: Sequence[int],
    *,
    draw: Callable[[int], bytes],
    told: Callable[[int], None] = lambda _done: None,
) -> Generator[bytes, None, None]:
    """A zip of the papers of these keys: the register, then each paper drawn when its turn comes.

    No more than one paper is kept: of a paper that is sent nothing stays but its line in the zip's own directory.
    ``told`` hears how many are done. One that can't be drawn is named in a note at the end and holds up no other.
    """
    sink, named_papers = _Sink(), _Named(papers, keys)
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in _register(named_papers):
            _put(archive, name, content, timezone.now())
            yield sink.taken()
        yield from _drawn(archive, sink, named_papers, draw, told)
    yield sink.taken()


def _drawn(
    archive: zipfile.ZipFile,
    sink: "_Sink",
    papers: Iterable[_Registered],
    draw: Callable[[int], bytes],
    told: Callable[[int], None],
) -> Iterator[bytes]:
    failed = []
    for done, one in enumerate(papers, start=1):
        try:
            _put(archive, one.name, draw(one.paper.id), one.paper.issued_at)
        except (RuntimeError, OSError, ValueError):
            _log.exception("paper %s can't be drawn", one.paper.id)
            failed.append(one.name)
        told(done)
        yield sink.taken()
    if failed:
        text = "\r\n".join([_("These papers could not be drawn; ask the supplier for them:"), *failed])
        _put(archive, _("Left out.txt"), text.encode("utf-8-sig"), timezone.now())


def _register(papers: Iterable[_Registered]) -> Iterator[tuple[str, bytes]]:
    title = _("Register of papers")
    yield f"{title}.xlsx", _whole(xlsx(title, _REGISTER, papers))
    yield f"{title}.csv", _whole(csv_text(_REGISTER, papers))


def _whole(pieces: Iterable[tuple[int, bytes]]) -> bytes:
    """A register is small beside its papers."""
    return b"".join(piece for _rows, piece in pieces)


class _Named:
    """The papers with the names of their files, read anew by whoever goes through them; a folder for each contract."""

    def __init__(self, papers: Listed, keys: Sequence[int]) -> None:
        self._papers, self._keys = papers, keys
        self._has_folders = len({row.contract for row in self._rows()}) > 1

    def __iter__(self) -> Iterator[_Registered]:
        for row in self._rows():
            folder = f"{_folder(row)}/" if self._has_folders else ""
            yield _Registered(row, folder + name_of(row))

    def _rows(self) -> Iterator[IssuedRow]:
        for start in range(0, len(self._keys), _AT_ONCE):
            yield from self._papers.keyed(self._keys[start : start + _AT_ONCE])


def _folder(row: IssuedRow) -> str:
    words = {"number": row.contract_number or "", "seller": row.seller_name or ""}
    return (_("Contract %(number)s, %(seller)s") % words).translate(_FORBIDDEN)


def _put(archive: zipfile.ZipFile, name: str, content: bytes, at: datetime) -> None:
    """Zipfile marks names that are not ASCII as UTF-8, so that every unpacker of today reads them."""
    entry = zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6])
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    archive.writestr(entry, content)


class _Sink(io.RawIOBase):
    """Where zipfile writes as into a pipe; what it wrote is taken away and sent."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._held += content
        return len(content)

    def taken(self) -> bytes:
        """What was written since it was asked for the last time."""
        content, self._held = bytes(self._held), bytearray()
        return content
