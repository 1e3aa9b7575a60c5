"""Issued papers as the firm's people find them by number."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.base.sought import Sought
from optom.domain.accounts import actions as accounts
from optom.domain.billing import queries as issued
from optom.domain.billing.rules import PERSONAL
from optom.domain.companies import queries as companies
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.domain.documents.queries import PaperRow
from optom.interfaces.kit import formats, paper_files
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.papers import file_of
from optom.interfaces.kit.words import named
from optom.interfaces.kit.xml_papers import xml_answer

from .context import Desk
from .frame import CLIENT_DESKS, is_of


def paper_of(desk: Desk, paper: int) -> PaperRow:
    """An issued paper; 404 where there is none. Refuses `accounts.may_not` to whom a passport in it is no business."""
    try:
        found = documents.paper(paper)
    except Refusal:
        raise Http404 from None
    if found.kind in PERSONAL:
        accounts.require_desk(act="see_passport", actor=desk.actor)
    return found


def pdf(desk: Desk) -> HttpResponse:
    """The paper as it was issued."""
    found = paper_of(desk, desk.given["paper"])
    return file_of(found, archive.draw(found.id))


def xml(desk: Desk) -> HttpResponse:
    """The paper as a file for programs."""
    found = paper_of(desk, desk.given["paper"])
    return xml_answer(found.id, found.kind)


def as_file(desk: Desk) -> HttpResponse:
    """The paper in another shape that its kind has."""
    found = paper_of(desk, desk.given["paper"])
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
