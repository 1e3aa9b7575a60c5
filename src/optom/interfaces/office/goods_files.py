"""Pictures and papers of goods, dropped into the browser: one file or one zip a request, the fate of each file named.

What is sent is read as it comes, never more of it than may be, into a file of its own; a zip is read where it lies.
"""

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.base.staging import Outcome, Skipped
from optom.domain.catalog.importing import import_papers, import_pictures
from optom.interfaces.kit import goods_files
from optom.interfaces.kit.gathered import Found, gathered, plain_name
from optom.interfaces.kit.streaming import Room
from optom.interfaces.kit.words import worded

from .context import Desk
from .frame import page

MOST_MEGABYTES = 300  # of one zip; single files are bounded by what takes them
MOST_MEMBERS = 3_000
PATIENCE = 120.0  # seconds for all files of one zip
_PIECE = 1 << 20
_LONGEST_NAME = 200
_PDF = b"%PDF-"
_ROOM = Room(1, patience=20)  # at once in this process: each is up to 300 MB of work for one thread


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of a file: taken (new, changed or as it stood), or left out, with the reasons."""

    file: str
    is_taken: bool
    said: str
    reasons: Sequence[dict[str, Any]] = ()


def show(desk: Desk) -> HttpResponse:
    """Where files are dropped."""
    limits = {"megabytes": MOST_MEGABYTES, "members": MOST_MEMBERS}
    return page(desk, "office/goods_files.html", "goods-files", title=_("Pictures and papers of goods"), limits=limits)


def take(desk: Desk) -> HttpResponse:
    """Take a file, or all files of a zip. Refuses ``files.too_heavy``, ``files.too_many``, ``streaming.busy``."""
    if desk.request.method != "POST":
        raise Http404
    _ROOM.enter()
    try:
        with _received(desk.request) as path:
            fates = _fates(desk, path)
    finally:
        _ROOM.leave()
    told = [{"file": one.file, "taken": one.is_taken, "said": one.said, "reasons": one.reasons} for one in fates]
    return JsonResponse({"fates": told})


@contextmanager
def _received(request: HttpRequest) -> Iterator[Path]:
    """The file under its own name, by which its article is known; gone afterwards."""
    name = PurePosixPath(plain_name(unquote(request.headers.get("X-File-Name", "")).replace("\0", ""))).name
    with tempfile.TemporaryDirectory(prefix="optom-files-") as folder:
        path = Path(folder) / (name[-_LONGEST_NAME:].lstrip(".") or "file")
        left = MOST_MEGABYTES << 20
        with path.open("wb") as file:
            while piece := request.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise Refusal("files.too_heavy", file=path.name, most=MOST_MEGABYTES)
                file.write(piece)
        yield path


def _fates(desk: Desk, path: Path) -> list[Fate]:
    """Papers and pictures are told apart by what is in a file, not by what its name says."""
    papers: list[Found] = []
    pictures: list[Found] = []
    for file in _bounded(path):
        (papers if _is_paper(file) else pictures).append(file)
    return [
        *_taken(papers, lambda report: import_papers(goods_files.papers(papers), **_by(desk), report=report)),
        *_taken(pictures, lambda report: import_pictures(goods_files.pictures(pictures), **_by(desk), report=report)),
    ]


def _by(desk: Desk) -> dict[str, Any]:
    return {"at": desk.at, "actor": desk.actor}


def _bounded(path: Path) -> list[Found]:
    """The files behind the path; those that are not reached in time are left out by name."""
    until = time.monotonic() + PATIENCE
    files: list[Found] = []
    for file in gathered([path]):
        if len(files) == MOST_MEMBERS:
            raise Refusal("files.too_many", file=path.name, most=MOST_MEMBERS)
        files.append(replace(file, read=_in_time(file, until)))
    return files


def _in_time(file: Found, until: float) -> Callable[[int], bytes]:
    def read(most: int) -> bytes:
        if time.monotonic() > until:
            raise Refusal("files.out_of_time", file=file.name, seconds=int(PATIENCE))
        return file.read(most)

    return read


def _is_paper(file: Found) -> bool:
    """What can't be read is left to whoever takes pictures, who names the reason."""
    try:
        return file.read(len(_PDF)) == _PDF
    except Refusal:
        return False


def _taken(files: Sequence[Found], load: Callable[[Callable[[Skipped], None]], Outcome]) -> Iterator[Fate]:
    """What the importer says of each; of what it says nothing, it has taken, for a name means one product."""
    if not files:
        return
    said: dict[str, list[Refusal]] = {}
    outcome = load(lambda one: said.setdefault(one.origin, []).append(Refusal(one.code, **one.facts)))
    for file in files:
        refusals = said.get(file.name, [])
        reasons = [reason for refusal in refusals for reason in worded(refusal)]
        if refusals and outcome.skipped:
            yield Fate(file.name, is_taken=False, said=_("left out"), reasons=reasons)
        else:
            yield Fate(file.name, is_taken=True, said=_how(outcome, len(files)), reasons=reasons)


def _how(outcome: Outcome, files: int) -> str:
    """Of one file it is known what it was; of many, that each is taken."""
    if files > 1:
        return _("taken")
    if outcome.created:
        return _("taken, new")
    return _("taken, in place of what stood") if outcome.changed else _("stands already")
