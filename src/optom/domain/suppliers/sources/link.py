"""One file at an address: asked for whether it has changed, where its server can tell."""

from hashlib import sha256
from pathlib import Path

from .found import Fetched, Finding, Mark, Seen
from .signing_in import opened
from .terms import Http
from .visiting import PIECE, Visit
from .web import Answer

_NOT_MODIFIED = 304


def fetch(terms: Http, seen: Seen, visit: Visit) -> Finding:
    """Refuses what `Web.asked` and `opened` refuse."""
    web = opened(visit, terms.url, terms.sign_in)
    taken = frozenset({200, _NOT_MODIFIED})
    with web.asked(terms.url, headers=_unless(seen.marks.get(terms.url, "")), taken=taken) as answer:
        if answer.status == _NOT_MODIFIED:
            return
        path = visit.land(answer.name, answer.pieces())
        mark = Mark(terms.url, _told_version(answer) or f"sha256 {digest(path)}")
        if not seen.has(mark):
            seen.keep_only([terms.url])
            yield Fetched(answer.name, path, mark)


def _unless(version: str) -> dict[str, str]:
    kind, _, value = version.partition(" ")
    return {"etag": {"If-None-Match": value}, "modified": {"If-Modified-Since": value}}.get(kind, {})


def _told_version(answer: Answer) -> str:
    headers = answer.response.headers
    if "ETag" in headers:
        return f"etag {headers['ETag']}"
    return f"modified {headers['Last-Modified']}" if "Last-Modified" in headers else ""


def digest(path: Path) -> str:
    """The hash of a file, read piece by piece."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()
