"""Goods have left: their UPD follows, and what else the buyer wants with every shipment."""

from datetime import datetime

from optom.domain.companies import queries as companies
from optom.domain.companies.rules import TORG12
from optom.domain.journal import events as journal
from optom.domain.journal.events import Facts
from optom.domain.shipping import events as shipping
from optom.domain.shipping import queries as shipments

from . import actions, rules


@journal.on(shipping.DISPATCHED)
def issue_what_is_due(facts: Facts, *, at: datetime) -> None:
    """The UPD of a shipment whose seller issues them, which may wait for a requisite; TORG-12 where it is wanted."""
    shipment = shipments.shipment(facts["shipment"])
    if shipment.papers in rules.WITH_UPD:
        actions.issue_or_await(shipment=shipment.id, at=at)
    if TORG12 in companies.company_requisites(shipment.company).papers_wanted:
        actions.issue_torg12(shipment=shipment.id, actor=None, at=at)
