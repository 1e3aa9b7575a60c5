"""Transport waybills follow goods of which the warehouse has said who carries them (ADR 0044)."""

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.waiting import refused_when_busy
from optom.domain.billing import queries
from optom.domain.billing.waybill import WAYBILL_TEMPLATE, waybill_payload, waybill_title
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.documents import actions as documents
from optom.domain.documents import queries as archive
from optom.domain.shipping import queries as shipping
from optom.domain.shipping.queries import ShipmentRow
from optom.domain.shipping.rules import Carriage, Wished

from .beside import issued_beside, note_beside
from .upds import facts_of

WAYBILL = "waybill"


def issue_waybill(*, shipment: int, at: datetime) -> int | None:
    """The waybill of what has left; None where nobody has said who carries it.

    Said anew it is another paper, and the one before stays as it was; said twice it is the same. Refuses
    `billing.not_left`, `credit.busy`.
    """
    found = shipping.shipment(shipment)
    with refused_when_busy(Refusal("credit.busy", contract=found.contract)), transaction.atomic():
        credit.lock(found.contract)
        told = shipping.carriage_of(shipment)
        if told is None:
            return None
        if found.dispatched_at is None:
            raise Refusal("billing.not_left", shipment=shipment)
        key = sha256(repr(told.carriage).encode()).hexdigest()[:32]
        if issued := issued_beside(shipment, WAYBILL, key):
            return issued
        return _issue(found, told.carriage, key, at=at, left_at=found.dispatched_at)


def _issue(shipment: ShipmentRow, carriage: Carriage, key: str, *, at: datetime, left_at: datetime) -> int:
    """Numbers wait in line, so everything else is known before one is taken."""
    facts, papers = facts_of(shipment, at, by_origin=False), _with_the_goods(shipment)
    seller, year = companies.contract(shipment.contract).seller, facts.shipped_on.year
    wished = Wished(shipment.wished_on, shipment.wished_from, shipment.wished_until)
    serial = documents.next_number(owner=seller, kind=WAYBILL, year=year)
    facts = replace(facts, number=str(serial))
    paper = documents.issue(
        kind=WAYBILL,
        owner=seller,
        year=year,
        serial=serial,
        number=facts.number,
        title=waybill_title(facts.number, facts.shipped_on),
        template=WAYBILL_TEMPLATE,
        payload=waybill_payload(facts, carriage, warehouse=shipment.warehouse_name, papers=papers, wished=wished),
        at=left_at,
        company_id=shipment.company,
        contract_id=shipment.contract,
        subject=f"shipping.shipment:{shipment.id}",
    )
    note_beside("billing.issue_waybill", shipment, paper, WAYBILL, facts.number, key=key, actor=None, at=at)
    return paper


def _with_the_goods(shipment: ShipmentRow) -> list[str]:
    """The titles of the delivery note and of the UPD or VAT invoice, as far as they are issued."""
    issued = [shipment.delivery_note, *(upd.paper for upd in queries.upds([shipment.id]))]
    return [archive.paper(paper).title for paper in issued if paper]
