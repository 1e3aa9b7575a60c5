"""Scans of signed papers, as forms send them and pages give them, whoever of both sides asks."""

from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.documents import queries as documents
from optom.domain.documents.queries import PaperRow
from optom.domain.documents.rules import MOST_SIGNED

from .kept import kept_file
from .titles import title_of_paper
from .words import named

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def sent_scan(request: HttpRequest) -> bytes:
    """What was sent, unless it is more than is kept."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise Refusal("input.required", field="file")
    if (sent.size or 0) > MOST_SIGNED:
        raise Refusal("documents.copy_too_large", field="file", size=sent.size, most=MOST_SIGNED)
    return cast("bytes", sent.read())


def signed_copy(request: HttpRequest, paper: PaperRow, copy: int) -> HttpResponseBase:
    """One of a paper, as it was scanned. The caller has asked whose paper it is."""
    found = next((one for one in documents.signed_copies(paper.id) if one.id == copy), None)
    if found is None:
        raise Http404
    name = f"{named('paper_kind', paper.kind)} {paper.number}.{_ENDINGS[found.content_type]}"
    return kept_file(request, found.sha256, content_type=found.content_type, name=name, is_download=True)


def name_of(paper: PaperRow) -> str:
    """What the page of its copies is called after."""
    return title_of_paper(paper.title, kind=paper.kind, number=paper.number, on=business_day(paper.issued_at))
