"""VAT invoices for advances: which there are, what goods have offset of each, which wait. For the books of VAT."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.domain.billing import queries as billing
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices

from .context import Desk
from .frame import sheet_page
from .reports import reports


def _correct(row: billing.AdvanceRow) -> str:
    return _("correct %(papers)s") % {"papers": row.upds} if row.upds else ""


_COLUMNS = [
    Column("number", gettext_lazy("Number"), width=76, link="{key}/", is_frozen=True, tone="strong", on_phone=True,
           value=lambda row: row.number or "—"),
    Column("on", pgettext_lazy("VAT invoice", "Dated"), Kind.DATE, width=92, on_phone=True),
    Column("company_name", gettext_lazy("Client"), width=200, grows=True, on_phone=True),
    Column("upds", gettext_lazy("To be corrected"), width=116, on_phone=True, value=_correct),
    Column("inn", gettext_lazy("INN"), width=112, is_hidden=True),
    Column("contract_number", gettext_lazy("Contract"), width=90),
    Column("seller", gettext_lazy("Our entity"), width=150, is_hidden=True),
    Column("payment_number", gettext_lazy("Payment"), width=90),
    Column("paid_on", gettext_lazy("Paid on"), Kind.DATE, width=90),
    Column("vat_percent", gettext_lazy("VAT, %"), Kind.QUANTITY, width=70),
    Column("sum", gettext_lazy("Advance"), Kind.MONEY, width=116, on_phone=True),
    Column("vat", gettext_lazy("VAT"), Kind.MONEY, width=106),
    Column("offset_sum", gettext_lazy("Offset"), Kind.MONEY, width=116, zero="—"),
    Column("offset_vat", gettext_lazy("VAT offset"), Kind.MONEY, width=106, zero="—"),
    Column("rest", gettext_lazy("Not offset"), Kind.MONEY, width=116, zero="—", on_phone=True),
    Column("currency", gettext_lazy("Currency"), width=76, tone="dim", on_phone=True),
    Column("state", gettext_lazy("State"), Kind.CHOICE, width=150, choices=choices("advance_state")),
]  # fmt: skip


def _tones(row: billing.AdvanceRow) -> dict[str, str]:
    if row.state == "taken_back":
        return {"": "dim", "upds": "warn"}
    return {"state": "warn"} if row.state == "waiting" else {}


SHEET: Sheet[Desk] = Sheet(
    name="advances",
    title=gettext_lazy("VAT invoices for advances"),
    columns=_COLUMNS,
    listed=lambda _desk: billing.advances(),
    empty=gettext_lazy("No VAT invoices for advances yet: our entities say for which advances they are issued."),
    facets=[Facet("state", gettext_lazy("State"), options=choices("advance_state"))],
    tones=_tones,
)


def listing(desk: Desk) -> HttpResponse:
    """All of them, the newest first."""
    return sheet_page(desk, SHEET, "reports", template="kit/report.html", reports=reports(desk, "advances"))


def paper(desk: Desk) -> HttpResponse:
    """The paper of one of them."""
    found = billing.advances().one(desk.given["advance"])
    if found is None or found.paper is None:
        raise Http404
    return redirect(desk.url("paper", paper=found.paper))
