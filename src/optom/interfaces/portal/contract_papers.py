"""The contract as a paper, specifications under it, and papers as both sides have signed them."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.documents import queries as documents
from optom.domain.documents.queries import PaperRow
from optom.domain.documents.rules import MOST_SIGNED
from optom.interfaces.kit import signed_copies
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import key_of
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.words import named

from . import orders
from .checkout import known_draft
from .context import Desk
from .frame import page


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
    here = desk.url("signed-copies", paper=found.id)
    if desk.request.method == "POST":
        content = signed_copies.sent_scan(desk.request)
        billing.archive_signed_copy(paper=found.id, content=content, actor=desk.actor, at=desk.at)
        return done(desk.request, here, _("Archived"))
    title = _("Signed copies: %(paper)s") % {"paper": signed_copies.name_of(found)}
    copies = [(one, desk.url("signed-copy", paper=found.id, copy=one.id)) for one in documents.signed_copies(found.id)]
    context = {"copies": copies, "most": MOST_SIGNED, "here": here, "back": desk.url("papers")}
    return page(desk, "kit/signed.html", "papers", title=title, **context)


def signed_copy(desk: Desk) -> HttpResponseBase:
    """One of them, as it was scanned."""
    return signed_copies.signed_copy(desk.request, _own(desk), desk.given["copy"])


def _own(desk: Desk) -> PaperRow:
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    if found.company_id != desk.contract.company:
        raise Http404
    return found
