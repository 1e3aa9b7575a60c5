"""The text of a VAT invoice (счёт-фактура) that is no UPD: for an advance, or for goods that left with a delivery note.

Drawn by ``printouts/vat_invoice.v3.typ``.

It says what an UPD says, as far as both say the same, so that one writer makes the files of both.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from optom.base.printed_numbers import printed_sum
from optom.base.russian_dates import in_digits, numbered
from optom.base.tax import VatRate
from optom.domain.billing.upd import (
    BasisText,
    ConsigneeText,
    PaidAhead,
    UpdFacts,
    UpdItemText,
    UpdPayload,
    UpdTotals,
    upd_payload,
)
from optom.domain.companies.rules import BankDetails, Requisites, Signers

VAT_INVOICE_TEMPLATE = "billing/vat_invoice.v3"
INVOICE_ONLY = "СЧФ"  # the function of its file
_NOTE = "Расходная накладная"


class VatInvoicePayload(UpdPayload):
    """All text is ready to print; an empty one is a dash on the paper and is left out of the file."""

    function: str
    is_for: str  # "advance", or "goods" that left
    shipped_by: BasisText | None  # the document of shipment: its name, number, date; an advance has none


@dataclass(frozen=True, slots=True, kw_only=True)
class AdvanceFacts:
    """What a VAT invoice for an advance says. ``sum`` is with VAT, ``vat`` the tax inside it at ``rate``.

    ``made_at`` is when it is issued, in the firm's own time; it is of the day on which it fell due.
    """

    payment: int
    number: str
    due_on: date
    made_at: datetime
    seller: Requisites
    signers: Signers
    buyer: Requisites
    contract_number: str
    contract_signed_on: date
    paid: PaidAhead
    sum: Decimal
    vat: Decimal
    rate: VatRate
    currency: str = "RUB"
    bank: BankDetails | None = None


def advance_title(number: str, due_on: date) -> str:
    """How lists call it; it is a Russian paper in any language of the screen."""
    return f"Счёт-фактура на аванс {numbered(number, due_on)}"


def advance_payload(facts: AdvanceFacts) -> VatInvoicePayload:
    """What the template prints and the archive keeps."""
    said = upd_payload(_as_of_goods(facts), [_item_text(facts)])
    vat, total = printed_sum(facts.vat), printed_sum(facts.sum)
    return {
        **said,
        "function": INVOICE_ONLY,
        "is_for": "advance",
        "status": "",
        "heading": f"Счет-фактура {numbered(facts.number, facts.due_on)}",
        "file_id": _file_id(facts),
        "consignee": ConsigneeText(name="", unit="", address=""),
        "shipped_by": None,
        "totals": UpdTotals(net="", vat=vat, sum=total),
        "cargo": "",
    }


def goods_title(number: str, shipped_on: date) -> str:
    """How lists call it."""
    return f"Счёт-фактура {numbered(number, shipped_on)}"


def goods_payload(facts: UpdFacts, items: list[UpdItemText], *, note: str) -> VatInvoicePayload:
    """The same goods as an UPD has, handed over by the delivery note of that number and the same day."""
    return {
        **upd_payload(facts, items),
        "function": INVOICE_ONLY,
        "is_for": "goods",
        "status": "",
        "heading": f"Счет-фактура {numbered(facts.number, facts.shipped_on)}",
        "shipped_by": BasisText(name=_NOTE, number=note, date=in_digits(facts.shipped_on)),
    }


def _as_of_goods(facts: AdvanceFacts) -> UpdFacts:
    """Sides, signers, money and contract stand where they do in an UPD."""
    return UpdFacts(
        shipment=0,
        number=facts.number,
        shipped_on=facts.due_on,
        made_at=facts.made_at,
        seller=facts.seller,
        signers=facts.signers,
        bank=facts.bank,
        buyer=facts.buyer,
        contract_number=facts.contract_number,
        contract_signed_on=facts.contract_signed_on,
        items=(),
        paid_ahead=[facts.paid],
        currency=facts.currency,
    )


def _item_text(facts: AdvanceFacts) -> UpdItemText:
    """No goods are known yet: what the money is for, at the counted rate, and nothing of unit, quantity and price."""
    signed_on = in_digits(facts.contract_signed_on)
    return UpdItemText(
        position="1",
        article="",
        name=f"Предварительная оплата за товары по договору № {facts.contract_number} от {signed_on}",
        okei="",
        unit="",
        quantity="",
        price="",
        net="",
        rate=facts.rate.counted_label,
        vat=printed_sum(facts.vat),
        sum=printed_sum(facts.sum),
        country_code="",
        country="",
        declaration="",
        traced=None,
        marks=None,
    )


def _file_id(facts: AdvanceFacts) -> str:
    said = f"advance:{facts.seller.inn}:{facts.due_on.year}:{facts.number}:{facts.payment}"
    return str(uuid5(NAMESPACE_URL, said))
