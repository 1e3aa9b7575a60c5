"""Who carries the goods and on what; a transport waybill follows (ADR 0044)."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.shipping import queries, rules
from optom.domain.shipping.queries import DISPATCHED
from optom.domain.shipping.rules import Carriage

from .shared import head_of, note

_sql = statements("optom.domain.shipping")


def carry(*, shipment: int, carriage: Carriage, actor: int | None, at: datetime) -> None:
    """Said of what has left already, or said anew: another driver, another vehicle.

    Refuses `accounts.may_not`, `shipping.not_dispatched`, `credit.busy` and those of `rules.objections_to_carriage`.
    """
    accounts.require_desk(act="dispatch", actor=actor)
    refuse_all(rules.objections_to_carriage(carriage))
    contract = queries.shipment(shipment).contract
    with refused_when_busy(Refusal("credit.busy", contract=contract)), transaction.atomic():
        head = head_of(shipment, contract)
        if head.state != DISPATCHED:
            raise Refusal("shipping.not_dispatched", shipment=shipment, state=head.state)
        write(shipment, carriage, actor=actor, at=at)
        said = rules.tidied(carriage)
        facts = {"shipment": shipment, "carrier": said.carrier, "driver": said.driver, "plate": said.plate}
        note("carry", f"shipment:{shipment}", head.company, facts, actor=actor, at=at, event="carried")


def write(shipment: int, carriage: Carriage, *, actor: int | None, at: datetime) -> None:
    """Keep it, in place of what was said before."""
    _sql.run("carry", shipment=shipment, actor=actor, at=at, **asdict(rules.tidied(carriage)))
