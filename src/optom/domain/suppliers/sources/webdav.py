"""Files of a folder in a cloud that speaks WebDAV: Yandex Disk, Nextcloud, ownCloud."""

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from urllib.parse import quote, unquote, urlsplit

from lxml import etree

from optom.base.refusal import Refusal

from .found import Entry, Finding, Seen, chosen, landed, no_folder
from .pages import parsed_xml
from .signing_in import opened
from .terms import WebDav
from .visiting import Visit
from .web import Web

_WANTED = (
    b'<?xml version="1.0"?><d:propfind xmlns:d="DAV:"><d:prop>'
    b"<d:getcontentlength/><d:getlastmodified/><d:getetag/><d:resourcetype/></d:prop></d:propfind>"
)
_D = "{DAV:}"


def fetch(terms: WebDav, seen: Seen, visit: Visit) -> Finding:
    """Refuses ``sources.folder_missing`` and what `Web.asked` refuses."""
    web = opened(visit, terms.url, terms.sign_in)
    folder = quote(terms.url.rstrip("/"), safe="%/:") + "/"
    wanted = chosen(_listing(web, folder), terms, seen, visit.bounds.most_files)

    def pieces(entry: Entry) -> Iterator[bytes]:
        with web.asked(folder + quote(entry.name)) as answer:
            yield from answer.pieces()

    yield from landed(wanted, visit, pieces)


def _listing(web: Web, folder: str) -> Iterator[Entry]:
    headers = {"Depth": "1", "Content-Type": "application/xml"}
    try:
        answer, content = web.page(folder, method="PROPFIND", headers=headers, body=_WANTED, taken=frozenset({207}))
    except Refusal as refusal:
        raise (
            no_folder(unquote(urlsplit(folder).path)) if refusal.code == "sources.file_missing" else refusal
        ) from None
    for told in parsed_xml(content, answer).iter(f"{_D}response"):
        yield from _entry(told)


def _entry(told: etree._Element) -> Iterator[Entry]:
    """A file under its last name; folders (the one that was asked for among them) are none."""
    name = unquote(urlsplit(told.findtext(f"{_D}href") or "").path).rpartition("/")[2]
    found = {one.tag: one for one in told.iterfind(f"{_D}propstat/{_D}prop/*")}
    kind = found.get(f"{_D}resourcetype")
    if not name or not name.isprintable() or (kind is not None and kind.find(f"{_D}collection") is not None):
        return
    etag, modified, size = (_text(found, what) for what in ("getetag", "getlastmodified", "getcontentlength"))
    yield Entry(name, etag or f"{size} {modified}", _sortable(modified), int(size) if size.isdecimal() else None)


def _text(found: dict[str, etree._Element], what: str) -> str:
    element = found.get(_D + what)
    return "" if element is None else (element.text or "").strip()


def _sortable(modified: str) -> str:
    try:
        return parsedate_to_datetime(modified).isoformat()
    except (ValueError, TypeError):
        return ""
