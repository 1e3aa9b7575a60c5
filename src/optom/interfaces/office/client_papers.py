"""The papers of a client for the firm's people: each with its files, and as it was signed and scanned."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.base.business_day import business_day
from optom.domain.billing import actions as billing
from optom.domain.billing import queries as issued
from optom.domain.documents import queries as documents
from optom.domain.documents.queries import PaperRow
from optom.domain.documents.rules import MOST_SIGNED
from optom.interfaces.kit import paper_files, signed_copies
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Column, Facet, Kind, Panel, Sheet
from optom.interfaces.kit.titles import title_of_paper
from optom.interfaces.kit.words import choices, named

from .clients import contract_of, heading
from .context import Desk
from .frame import CLIENT_DESKS, is_of, page, sheet_page
from .papers import paper_of

_OF_SHIPMENT = "shipping.shipment:"


def _title(row: issued.IssuedRow) -> str:
    title = title_of_paper(row.title, kind=row.kind, number=row.number, on=business_day(row.issued_at))
    return title if row.replaced_by is None else _("Replaced: %(title)s") % {"title": title}


def _panel(desk: Desk, key: str) -> Panel | None:
    found = issued.issued(company=contract_of(desk).company).one(whole(key))
    if found is None:
        return None
    facts = {
        "paper": found,
        "kind": named("paper_kind", found.kind),
        "files": paper_files.files_of([(found.id, found.kind)])[found.id],
        "signed": len(documents.signed_copies(found.id)),
    }
    return Panel(_title(found), "office/panels/paper.html", facts)


SHEET: Sheet[Desk] = Sheet(
    name="client-papers",
    title=gettext_lazy("Papers"),
    columns=[
        Column("title", gettext_lazy("Document"), width=330, value=_title, is_frozen=True, grows=True, tone="strong",
               on_phone=True),
        Column("kind", gettext_lazy("Kind of paper"), Kind.CHOICE, width=130, choices=choices("paper_kind")),
        Column("number", gettext_lazy("Number"), width=80),
        Column("issued_at", gettext_lazy("Issued"), Kind.MOMENT, width=136, on_phone=True),
        Column("sum", gettext_lazy("Amount incl. VAT"), Kind.MONEY, width=122, on_phone=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("orders", gettext_lazy("Orders"), width=90),
        Column("shipment", gettext_lazy("Shipment"), Kind.INTEGER, width=84),
        Column("contract_number", gettext_lazy("Contract"), width=100),
        Column("outcome", gettext_lazy("Buyer's title"), Kind.CHOICE, width=150, choices=choices("outcome")),
    ],
    listed=lambda desk: issued.issued(company=contract_of(desk).company),
    empty=gettext_lazy("No paper is issued yet."),
    facets=[Facet("kind", gettext_lazy("Kind of paper"), options=choices("paper_kind"))],
    panel=_panel,
    tones=lambda row: {} if row.replaced_by is None else {"title": "dim", "kind": "dim"},
)  # fmt: skip


def listing(desk: Desk) -> HttpResponse:
    """All papers of the client's company."""
    return sheet_page(desk, SHEET, "clients", title=_("Papers: %(client)s") % {"client": heading(contract_of(desk))})


def signed(desk: Desk) -> HttpResponse:
    """The signed copies of a paper, and one more: whoever got it back puts it there."""
    found = _paper(desk)
    here = desk.url("signed-copies", paper=found.id)
    if desk.request.method == "POST":
        content = signed_copies.sent_scan(desk.request)
        billing.archive_signed_copy(paper=found.id, content=content, actor=desk.actor, at=desk.at)
        return done(desk.request, here, _("Archived"))
    copies = [(one, desk.url("signed-copy", paper=found.id, copy=one.id)) for one in documents.signed_copies(found.id)]
    title = _("Signed copies: %(paper)s") % {"paper": signed_copies.name_of(found)}
    tab, back = _from(desk, found)
    return page(desk, "kit/signed.html", tab, title=title, copies=copies, most=MOST_SIGNED, here=here, back=back)


def _from(desk: Desk, found: PaperRow) -> tuple[str, str]:
    """The tab where one finds the paper, and the address to go back to."""
    if found.contract_id and is_of(desk, CLIENT_DESKS):
        return "clients", desk.url("client-papers", contract=found.contract_id)
    return "shipments", desk.url("shipment", shipment=int(found.subject.removeprefix(_OF_SHIPMENT)))


def signed_copy(desk: Desk) -> HttpResponseBase:
    """One of them, as it was scanned."""
    return signed_copies.signed_copy(desk.request, _paper(desk), desk.given["copy"])


def _paper(desk: Desk) -> PaperRow:
    """Of a contract, for what is of none nobody signs; to the warehouse those of shipments alone."""
    found = paper_of(desk, desk.given["paper"])
    is_shown = is_of(desk, CLIENT_DESKS) or found.subject.startswith(_OF_SHIPMENT)
    if found.contract_id is None or not is_shown:
        raise Http404
    return found
