"""The contract as a paper, specifications under it, and papers as both sides have signed them."""

from typing import cast

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.documents import queries as documents
from optom.domain.documents.queries import PaperRow
from optom.domain.documents.rules import MOST_SIGNED
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of
from optom.interfaces.kit.kept import kept_file
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.titles import title_of_paper
from optom.interfaces.kit.words import named

from . import orders
from .checkout import known_draft
from .context import Desk
from .frame import page

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg"}


def contract(desk: Desk) -> HttpResponse:
    """By the terms of this moment, to be printed and signed."""
    _require_post(desk)
    paper = billing.issue_contract(contract=desk.contract.id, actor=desk.actor, at=desk.at)
    return _issued(desk, paper, desk.url("company"))


def of_order(desk: Desk) -> HttpResponse:
    """A specification of what is ordered."""
    _require_post(desk)
    order = orders.order_of(desk).id
    return _issued(desk, _specified(desk, order=order), desk.url("order", order=order))


def of_draft(desk: Desk) -> HttpResponse:
    """A specification of what is picked, at the prices of this moment."""
    _require_post(desk)
    draft = known_draft(desk)
    return _issued(desk, _specified(desk, draft=draft), desk.url("draft", draft=draft))


def _specified(desk: Desk, *, order: int | None = None, draft: int | None = None) -> int:
    return billing.issue_specification(
        contract=desk.contract.id,
        order=order,
        draft=draft,
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
    )


def _require_post(desk: Desk) -> None:
    if desk.request.method != "POST":
        raise Http404


def _issued(desk: Desk, paper: int, back: str) -> HttpResponse:
    row = documents.paper(paper)
    it = About(f"{named('paper_kind', row.kind)} {row.number}", desk.url("paper", paper=paper))
    return done(desk.request, back, _("Issued:"), about=it)


def signed(desk: Desk) -> HttpResponse:
    """The signed copies of a paper, and one more."""
    found = _own(desk)
    if desk.request.method == "POST":
        billing.archive_signed_copy(paper=found.id, content=_file(desk), actor=desk.actor, at=desk.at)
        return done(desk.request, desk.url("signed-copies", paper=found.id), _("Archived"))
    day = business_day(found.issued_at)
    name = title_of_paper(found.title, kind=found.kind, number=found.number, on=day)
    title = _("Signed copies: %(paper)s") % {"paper": name}
    copies = documents.signed_copies(found.id)
    return page(desk, "portal/signed.html", "papers", title=title, paper=found, copies=copies, most=MOST_SIGNED)


def signed_copy(desk: Desk) -> HttpResponseBase:
    """One of them, as it was scanned."""
    found = _own(desk)
    copy = next((one for one in documents.signed_copies(found.id) if one.id == desk.given["copy"]), None)
    if copy is None:
        raise Http404
    name = f"{named('paper_kind', found.kind)} {found.number}.{_ENDINGS[copy.content_type]}"
    return kept_file(desk.request, copy.sha256, content_type=copy.content_type, name=name, is_download=True)


def _own(desk: Desk) -> PaperRow:
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    if found.company_id != desk.contract.company:
        raise Http404
    return found


def _file(desk: Desk) -> bytes:
    """What was sent, unless it is more than is kept."""
    sent = desk.request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        raise Refusal("input.required", field="file")
    if (sent.size or 0) > MOST_SIGNED:
        raise Refusal("documents.copy_too_large", field="file", size=sent.size, most=MOST_SIGNED)
    return cast("bytes", sent.read())
