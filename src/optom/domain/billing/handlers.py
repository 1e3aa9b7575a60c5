"""Goods have left: the papers that are due follow. A payment was taken back: so is what had gone of its advance."""

from datetime import datetime

from optom.domain.companies import queries as companies
from optom.domain.companies.rules import TORG12
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts
from optom.domain.shipping import events as shipping
from optom.domain.shipping import queries as shipments

from . import actions, queries, rules


@journal.on(shipping.DISPATCHED)
def issue_what_is_due(facts: Facts, *, at: datetime) -> None:
    """The UPD or VAT invoice, or their waiting; a TORG-12 if wanted; a waybill if somebody is said to carry.

    What was kept for goods that have left for less, or not at all, settles what is owed.
    """
    shipment = shipments.shipment(facts["shipment"])
    if shipment.papers in rules.FOLLOWED:
        actions.issue_or_await(shipment=shipment.id, at=at)
    is_wanted = TORG12 in companies.company_requisites(shipment.company).papers_wanted
    if is_wanted and not queries.objections_to_torg12(shipment):
        actions.issue_torg12(shipment=shipment.id, actor=None, at=at)
    actions.issue_waybill(shipment=shipment.id, at=at)
    actions.let_go(contracts=[shipment.contract], at=at)


@journal.on(shipping.CARRIED)
def issue_waybill(facts: Facts, *, at: datetime) -> None:
    """Who carries what has left was said later, or anew."""
    actions.issue_waybill(shipment=facts["shipment"], at=at)


@journal.on("credit.payment_reversed")
def take_back_offsets(facts: Facts, *, at: datetime) -> None:
    """What goods had eaten of its advance is eaten of other money, or is owed again."""
    actions.settle_advances(contract=facts["contract"], at=at)
