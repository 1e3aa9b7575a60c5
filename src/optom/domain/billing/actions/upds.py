"""An UPD issues itself when goods have left, once, as soon as the facts for it are there (ADR 0033).

So does the VAT invoice of a seller who sends a delivery note and that instead (ADR 0037).
"""

import logging
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day, business_moment
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.billing import rules
from optom.domain.billing.goods import items_of
from optom.domain.billing.upd import (
    UPD_TEMPLATE,
    Offset,
    PaidAhead,
    UpdFacts,
    UpdItemText,
    upd_items,
    upd_payload,
    upd_title,
)
from optom.domain.billing.vat_invoice import VAT_INVOICE_TEMPLATE, goods_payload, goods_title
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import NOTE_AND_VAT
from optom.domain.credit import actions as credit
from optom.domain.credit import queries as settlements
from optom.domain.documents import actions as documents
from optom.domain.documents.rules import total_of
from optom.domain.journal import actions as journal
from optom.domain.shipping import queries as shipping
from optom.domain.shipping import rules as leaving
from optom.domain.shipping.queries import ShipmentRow
from optom.domain.stock import queries as stock

from .advances import settle_advances

_sql = statements("optom.domain.billing")
_log = logging.getLogger(__name__)
UPD_KIND, VAT_INVOICE_KIND = "upd", "vat_invoice"


def issue_upd(*, shipment: int, at: datetime) -> int:
    """The UPD of a dispatched shipment, of the day on which the goods left; the same one however often it is asked for.

    Its paper. Refuses `billing.no_upd_due`, and every `billing.upd_lacks` that stands in its way; `credit.busy`.
    """
    found = shipping.shipment(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        known = _sql.first("upd_of_shipment", shipment=shipment)
        if known and known.paper:
            return int(known.paper)
        if found.papers not in rules.FOLLOWED:
            raise Refusal("billing.no_upd_due", shipment=shipment)
        settle_advances(contract=found.contract, at=at)
        facts = facts_of(found, at)
        refuse_all(rules.objections_to_upd(facts.seller, facts.signers, facts.buyer, facts.items))
        return _issue(found, facts, at=at)


def issue_or_await(*, shipment: int, at: datetime) -> int | None:
    """Its paper; None where something is lacking: then it is kept as waiting, and tried again by the clock."""
    try:
        with transaction.atomic():
            return issue_upd(shipment=shipment, at=at)
    except Refusal as refusal:
        if refusal.code == "credit.busy":
            raise
        _sql.run("await_upd", shipment=shipment)
        return None


def issue_waiting(*, at: datetime, after: int = 0, limit: int = 100) -> int | None:
    """Try those that wait for their paper, by ids above ``after``; the last id looked at, None when there was none."""
    waiting = _sql.rows("waiting_upds", after=after, limit=limit)
    for one in waiting:
        try:
            issue_or_await(shipment=one.shipment, at=at)
        except Refusal:
            _log.info("the UPD of shipment %s waits: its contract is busy", one.shipment)
    return max((one.id for one in waiting), default=None)


def facts_of(shipment: ShipmentRow, at: datetime, *, by_origin: bool = True) -> UpdFacts:
    """What the rooms below know of goods that have left. Nothing of an UPD is due that was not when they did.

    A paper that does not tell where goods come from has one item for a line, not ``by_origin``: a buyer may ask for it,
    who does not see batches. Refuses `billing.no_upd_due` before the goods have left.
    """
    if shipment.dispatched_at is None:
        raise Refusal("billing.no_upd_due", shipment=shipment.id)
    contract, day = companies.contract(shipment.contract), business_day(shipment.dispatched_at)
    seller = companies.seller_requisites(contract.seller, currency=contract.currency)
    buyer = companies.company_requisites(contract.company, currency=contract.currency)
    left = [line for line in shipping.lines(shipment.id) if line.dispatched]
    batches = stock.batches_taken(subject=f"shipment:{shipment.id}") if by_origin else {}
    codes = shipping.codes(shipment.id) if by_origin else []
    subject = f"shipping.shipment:{shipment.id}"
    paid = settlements.paid_ahead(contract=contract.id, subject=subject, on=day)
    eaten = _sql.rows("offset_by", contract=contract.id, subject=subject, on=day)
    return UpdFacts(
        shipment=shipment.id,
        number="",
        shipped_on=day,
        made_at=business_moment(at),
        seller=seller,
        signers=companies.signers_of(seller),
        bank=seller.bank,
        buyer=buyer,
        buyer_bank=buyer.bank,
        contract_number=contract.number,
        contract_signed_on=contract.signed_on,
        items=items_of(left, batches, codes),
        orders=[str(order) for order in sorted({line.order for line in left})],
        consignee=shipment.consignee,
        address=shipment.address_text or "",
        taken_by=leaving.authority_text(shipment.authority, "ru"),
        weight_kg=leaving.weight_of((line.weight, line.dispatched) for line in left),
        paid_ahead=[PaidAhead(number=number, on=on, amount=amount) for number, on, amount in paid],
        offsets=[Offset(number=one.number, on=one.on) for one in eaten],
        currency=contract.currency,
    )


def _issue(shipment: ShipmentRow, facts: UpdFacts, *, at: datetime) -> int:
    """Numbers wait in line, so everything else is known before one is taken."""
    items, day = upd_items(facts), facts.shipped_on
    seller = companies.contract(shipment.contract).seller
    kind = kind_of(shipment)
    serial = documents.next_number(owner=seller, kind=kind, year=day.year)
    numbered = replace(facts, number=f"СФ-{serial}" if kind == VAT_INVOICE_KIND else str(serial))
    said = said_by(shipment, numbered, items)
    paper = _archive(shipment, numbered, kind=kind, serial=serial, seller=seller, **said)
    total, vat = total_of(facts.items), sum((item.vat for item in facts.items), total_of([]))
    if kind == UPD_KIND:
        credit.call(contract=shipment.contract, subject=f"shipping.shipment:{shipment.id}", paper=paper)
    _sql.run("await_upd", shipment=shipment.id)
    _sql.run("issued_upd", shipment=shipment.id, paper=paper, number=numbered.number, at=at, sum=total, vat=vat)
    journal.record(
        act="billing.issue_upd",
        actor=None,
        at=at,
        subject=f"shipment:{shipment.id}",
        company=shipment.company,
        facts={"contract": shipment.contract, "number": numbered.number, "sum": total, "paper": paper},
    )
    return paper


def kind_of(shipment: ShipmentRow) -> str:
    """What follows the goods, by the papers that went with them."""
    return VAT_INVOICE_KIND if shipment.papers == NOTE_AND_VAT else UPD_KIND


def said_by(shipment: ShipmentRow, facts: UpdFacts, items: list[UpdItemText]) -> dict[str, Any]:
    """Title, template and payload of what follows the goods, also where it is issued anew."""
    return _as_invoice(shipment, facts, items) if kind_of(shipment) == VAT_INVOICE_KIND else _as_upd(facts, items)


def _as_upd(facts: UpdFacts, items: list[UpdItemText]) -> dict[str, Any]:
    return {
        "title": upd_title(facts.number, facts.shipped_on, facts.revision),
        "template": UPD_TEMPLATE,
        "payload": upd_payload(facts, items),
    }


def _as_invoice(shipment: ShipmentRow, facts: UpdFacts, items: list[UpdItemText]) -> dict[str, Any]:
    """It refers to the delivery note, which hands the goods over."""
    return {
        "title": goods_title(facts.number, facts.shipped_on, facts.revision),
        "template": VAT_INVOICE_TEMPLATE,
        "payload": goods_payload(facts, items, note=shipment.delivery_note_number or ""),
    }


def _archive(shipment: ShipmentRow, facts: UpdFacts, *, serial: int, seller: int, **said: Any) -> int:
    """As of the moment when the goods left, whenever the facts were there."""
    assert shipment.dispatched_at is not None  # noqa: S101 -- or nothing would have been due
    return documents.issue(
        owner=seller,
        year=facts.shipped_on.year,
        serial=serial,
        number=facts.number,
        at=shipment.dispatched_at,
        company_id=shipment.company,
        contract_id=shipment.contract,
        subject=f"shipping.shipment:{shipment.id}",
        **said,
    )
