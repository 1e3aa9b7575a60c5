"""Papers that were issued, as PDF."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.refusal import Refusal
from optom.domain.billing import actions as billing
from optom.domain.companies import rules
from optom.domain.documents import actions as archive
from optom.domain.documents import queries as documents
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import in_field, key_of, new_key, number, whole
from optom.interfaces.kit.language import paper_language
from optom.interfaces.kit.papers import file_of
from optom.interfaces.kit.sheets import Column, Facet, Kind, Panel, Sheet

from .context import Desk
from .frame import page, sheet_page

_KINDS = {"invoice": gettext_lazy("Invoice"), "delivery_note": gettext_lazy("Delivery note")}

_COLUMNS = [
    Column("number", gettext_lazy("Number"), width=120, link="{key}/", is_frozen=True, tone="strong", on_phone=True),
    Column("kind", gettext_lazy("Paper"), Kind.CHOICE, width=130, choices=_KINDS, on_phone=True),
    Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=124, on_phone=True),
    Column("title", gettext_lazy("Title"), width=320, grows=True),
    Column("kilobytes", "PDF, KB", Kind.INTEGER, width=72, tone="dim"),
]


def _panel(desk: Desk, key: str) -> Panel | None:
    """What the paper is, and by what its file is known to be the one that was issued."""
    found = documents.papers_of(contract_id=desk.contract.id).one(whole(key))
    if found is None:
        return None
    return Panel(found.title, "portal/panels/paper.html", {"paper": found, "kind": _KINDS.get(found.kind, found.kind)})


SHEET: Sheet[Desk] = Sheet(
    name="papers",
    title=gettext_lazy("Papers"),
    columns=_COLUMNS,
    listed=lambda desk: documents.papers_of(contract_id=desk.contract.id),
    empty=gettext_lazy("No paper is issued yet: an invoice is issued from an order, or here as an advance."),
    facets=[Facet("kind", gettext_lazy("Paper"), options=_KINDS)],
    panel=_panel,
)


def listing(desk: Desk) -> HttpResponse:
    """All papers of the contract."""
    may_pay = rules.may_pay(desk.rights)
    return sheet_page(desk, SHEET, "papers", template="portal/papers.html", may_pay=may_pay)


def pdf(desk: Desk) -> HttpResponse:
    """The paper as it was issued."""
    try:
        found = documents.paper(desk.given["paper"])
    except Refusal:
        raise Http404 from None
    if found.contract_id != desk.contract.id:
        raise Http404
    return file_of(found, archive.draw(found.id))


def advance(desk: Desk) -> HttpResponse:
    """An invoice for an advance of any sum."""
    if desk.request.method != "POST":
        return page(desk, "portal/advance.html", "papers", title=_("Invoice for an advance"), key=new_key())
    amount = in_field("amount", number, desk.request.POST.get("amount", ""))
    billing.issue_invoice(
        contract=desk.contract.id,
        amount=amount,
        key=key_of(desk.request),
        actor=desk.actor,
        at=desk.at,
        language=paper_language(),
    )
    return done(desk.request, desk.url("papers"))
