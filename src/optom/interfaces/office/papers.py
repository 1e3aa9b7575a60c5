"""Issued papers as the firm's people find them by number."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.domain.billing import queries as issued
from optom.domain.companies import queries as companies
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.interfaces.kit import formats, paper_files
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.papers import file_of
from optom.interfaces.kit.words import named
from optom.interfaces.kit.xml_papers import xml_answer

from .context import Desk
from .frame import CLIENT_DESKS, is_of


def pdf(desk: Desk) -> HttpResponse:
    """The paper as it was issued."""
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    return file_of(found, archive.draw(found.id))


def xml(desk: Desk) -> HttpResponse:
    """The paper as a file for programs."""
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    return xml_answer(found.id, found.kind)


def as_file(desk: Desk) -> HttpResponse:
    """The paper in another shape that its kind has."""
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    return paper_files.answer(found.id, found.kind, desk.given["shape"])


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    papers = issued.found_papers(companies=None, sought=asked, most=MOST + 1)
    names = companies.names([row.company for row in papers])
    for row in papers:
        total = "" if row.sum is None else formats.with_currency(row.sum, row.currency or "")
        day = formats.day(timezone.localtime(row.issued_at))
        text = " · ".join(fact for fact in (day, total, names.get(row.company, "")) if fact)
        yield Hit(f"{named('paper_kind', row.kind)} {row.number}", desk.url("paper", paper=row.id), text)


FINDER: Finder[Desk] = Finder("papers", gettext_lazy("Papers"), _hits, may=lambda desk: is_of(desk, CLIENT_DESKS))
