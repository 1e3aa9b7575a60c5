"""A zip that is written while it is sent: one file of it is in memory at a time."""

import io
import logging
import zipfile
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal

from .sheets import Column
from .sheets.exporting import csv_text, xlsx
from .streaming import ZIPS, Streamed

_log = logging.getLogger(__name__)
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


class _Zip:
    """Takes files, gives back what can be sent by now; of a file that is sent only its line in the directory stays."""

    def __init__(self) -> None:
        self._sink = _Sink()
        self._archive = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1)

    def put(self, name: str, content: bytes, at: datetime) -> bytes:
        """Zipfile marks names that are not ASCII as UTF-8, so that every unpacker of today reads them."""
        entry = zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6])
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._archive.writestr(entry, content)
        return self._sink.taken()

    def end(self) -> bytes:
        """The directory."""
        self._archive.close()
        return self._sink.taken()


@dataclass(frozen=True, slots=True)
class Member:
    """A file of a zip: what is in it is asked for when its turn comes. ``counts`` is no where it goes with another."""

    name: str
    at: datetime
    content: Callable[[], bytes]
    counts: bool = True


def packed(
    members: Iterable[Member],
    *,
    lists: Iterable[Member] = (),
    at: datetime,
    failure: str,
    told: Callable[[int], None] = lambda _done: None,
) -> Generator[bytes, None, None]:
    """A zip of the lists, which count for nothing, and of the files in their order. ``told`` hears how many are done.

    One whose content can't be had holds up no other: it is named in a note at the end, below the words of ``failure``.
    """
    archive, failed, done = _Zip(), [], 0
    for one in lists:
        yield archive.put(one.name, one.content(), one.at)
    for member in members:
        try:
            piece = archive.put(member.name, member.content(), member.at)
        except (RuntimeError, OSError, ValueError, Refusal):
            _log.exception("%s can't be put into a zip", member.name)
            failed.append(member.name)
            piece = b""
        done += member.counts
        told(done)
        yield piece
    if failed:
        yield archive.put(_("Left out.txt"), "\r\n".join([failure, *failed]).encode("utf-8-sig"), at)
    yield archive.end()


def registers(title: str, columns: Sequence[Column], rows: Iterable[Any], *, at: datetime) -> Iterator[Member]:
    """What is in a zip, as a workbook for people and as CSV for programs. ``rows`` are gone through twice."""
    yield Member(f"{title}.xlsx", at, lambda: _whole(xlsx(title, columns, rows)))
    yield Member(f"{title}.csv", at, lambda: _whole(csv_text(columns, rows)))


def as_file_name(text: str) -> str:
    """The text without what names of files may not hold."""
    return text.translate(_FORBIDDEN)


def _whole(pieces: Iterable[tuple[int, bytes]]) -> bytes:
    """A register is small beside its papers."""
    return b"".join(piece for _rows, piece in pieces)


def zip_of(name: str, pieces: Generator[bytes, None, None]) -> StreamingHttpResponse:
    """The zip on its way. Refuses `streaming.busy`."""
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",  # noqa: FBT003 -- Django's signature
        "Cache-Control": "no-store, private",
        "X-Accel-Buffering": "no",  # a proxy that collected it first would need room for all of it
    }
    return StreamingHttpResponse(Streamed(pieces, ZIPS), content_type="application/zip", headers=headers)


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
