"""The buyer's half of an electronic UPD comes back: what it says of the shipment is kept, and counts (ADR 0038)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.russian_dates import in_digits
from optom.base.sql import statements
from optom.domain.billing.titles import ACCEPTED, BuyerTitle, Candidate, meant_by
from optom.domain.journal import actions as journal
from optom.domain.shipping import actions as shipping
from optom.domain.shipping import queries as shipments
from optom.domain.shipping import rules as leaving

_sql = statements("optom.domain.billing")


@dataclass(frozen=True, slots=True)
class Taken:
    """Of which shipment a title is; ``is_new``: it was not known before."""

    shipment: int
    contract: int
    is_new: bool


def take_title(
    *, company: int, title: BuyerTitle, actor: int | None, at: datetime, accepts_as: int | None = None
) -> Taken:
    """A title is kept with its UPD. Accepted: the shipment counts as accepted whole, unless its buyer has counted it.

    With discrepancies or refused: it is not accepted, by silence or otherwise, and waits to be counted, unless he has
    told already what is wrong. The same file changes nothing. ``accepts_as`` is who of the company accepts; None where
    the firm takes the title for him. Refuses `billing.title_of_no_upd`, and those of `shipping.accept`.
    """
    found = _meant(company, title)
    with transaction.atomic():
        said = {"outcome": title.outcome, "accepted_on": title.accepted_on, "says": title.says[:300]}
        row = _sql.first(
            "insert_title",
            upd=found.upd,
            company=company,
            sha256=title.sha256,
            file_id=title.file_id,
            discrepancy_paper=title.discrepancy_paper[:300],
            taken_by=title.taken_by[:200],
            actor=actor,
            at=at,
            **said,
        )
        if row is not None:
            _follow(found, title, accepts_as=accepts_as, at=at)
            facts = {"contract": found.contract, "shipment": found.shipment, "number": title.number, **said}
            subject = f"shipment:{found.shipment}"
            journal.record(act="billing.take_title", actor=actor, at=at, subject=subject, company=company, facts=facts)
    return Taken(found.shipment, found.contract, row is not None)


def _meant(company: int, title: BuyerTitle) -> Candidate:
    number, on = title.number or None, in_digits(title.on)
    rows = _sql.rows("upds_of_title", company=company, number=number, on=on)
    found = meant_by(title, [Candidate(*row) for row in rows])
    if found is None:
        raise Refusal("billing.title_of_no_upd", number=title.number or title.seller_file[-60:], on=title.on)
    return found


def _follow(found: Candidate, title: BuyerTitle, *, accepts_as: int | None, at: datetime) -> None:
    shipment = shipments.shipment(found.shipment)
    if title.outcome != ACCEPTED:
        shipping.await_count(shipment=shipment.id, at=at)
        return
    if shipment.accepted_at is not None:
        return
    arrived = {line.line: leaving.Arrived(line.dispatched) for line in shipments.lines(shipment.id)}
    shipping.accept(shipment=shipment.id, arrived=arrived, actor=accepts_as, at=at)
