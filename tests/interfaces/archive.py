"""Mechanic's papers: an invoice for an order, a delivery note of a part of it, an invoice for an advance."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from optom.domain.billing import actions as billing
from optom.domain.billing import queries as invoices
from optom.domain.companies.models import BankAccount
from optom.domain.orders import actions as orders
from optom.domain.orders import queries
from optom.domain.orders.rules import OrderLine
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from tests.trade import Firm, dec


@dataclass(frozen=True, slots=True)
class Archive:
    """What was issued, by paper."""

    order: int
    shipment: int
    invoice: int
    note: int
    advance: int


def account_to_pay_to(firm: Firm) -> None:
    """Without it the seller issues no invoice."""
    bank = {"bic": "044525225", "bank": "Сбербанк", "correspondent": "30101810400000000225"}
    BankAccount.objects.create(seller_id=firm.seller, account="40702810400000001234", **bank)


def issued(firm: Firm, contract: int, alice: int, bearing: int, at: datetime) -> Archive:
    """Twenty bearings ordered, ten of them gone."""
    placed = orders.place(contract=contract, lines=[OrderLine(bearing, dec(20))], key="order", actor=alice, at=at).order
    line = queries.lines(order=placed)[0].id
    asked: dict[str, Any] = {"lines": [(line, dec(10))], "address": None}
    shipment = shipping.request(contract=contract, **asked, key="ship", actor=alice, at=at)[0]
    shipping.dispatch(shipment=shipment, actor=firm.person(f"picker-{contract}", "warehouse"), at=at)
    invoice = billing.issue_invoice(contract=contract, order=placed, key="i", actor=alice, at=at)
    advance = billing.issue_invoice(contract=contract, amount=dec("100.00"), key="a", actor=alice, at=at)
    note = shipments.shipment(shipment).delivery_note
    assert note is not None
    return Archive(placed, shipment, invoices.invoice(invoice).paper, note, invoices.invoice(advance).paper)
