"""What the acts of this room share: the locks of a shipment, its entry in the journal."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.base.tax import VatRate
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import queries as orders
from optom.domain.shipping import rules
from optom.domain.shipping.queries import CANCELLED, DISPATCHED
from optom.domain.shipping.rules import AskedLine, Taken

_sql = statements("optom.domain.shipping")


def head_of(shipment: int, contract: int) -> Row:
    """The account and then the shipment, locked."""
    credit.lock(contract)
    return _sql.one("lock_shipment", shipment=shipment)


def under_way(shipment: int, contract: int) -> Row:
    """The account, then the shipment, which must be under way still."""
    head = head_of(shipment, contract)
    if head.state == DISPATCHED:
        raise Refusal("shipping.already_dispatched", shipment=shipment, at=head.dispatched_at)
    if head.state == CANCELLED:
        raise Refusal("shipping.is_cancelled", shipment=shipment)
    return head


def cover(contracts: Sequence[int], *, at: datetime) -> None:
    """Money that is kept for goods goes with what shipments ask for now; the accounts are locked. Two statements."""
    rows = _sql.rows("asked_sums", contracts=list(contracts))
    credit.cover(contracts, [(row.line, row.sum) for row in rows], at=at)


def asked_lines(shipment: int, on: date) -> list[AskedLine]:
    """What is asked, at which rate of VAT it leaves on a day, and what others have of the same order lines."""
    return [
        AskedLine(
            line=row.line,
            article=row.article,
            quantity=row.quantity,
            sum=row.sum,
            ordered=row.ordered,
            ordered_sum=row.ordered_sum,
            others=Taken(row.taken, row.taken_sum),
            rate=VatRate(row.vat_percent),
            is_marked=row.is_marked,
            codes=row.codes,
        )
        for row in _sql.rows("asked_lines", shipment=shipment, on=on)
    ]


def left_behind(
    contract: int, asked: Sequence[AskedLine], counted: Mapping[int, Decimal] | None = None
) -> list[Refusal]:
    """Orders wanted together of which something stays behind: no shipment asks for it, or it was not picked.

    Where something was added since they were asked for and is not there yet, they go before: nobody could ask for it.
    """
    rests = orders.rests_together(contract=contract, lines=[line.line for line in asked], askable=True)
    picked = {} if counted is None else counted
    taken = {line.line: picked.get(line.line, line.quantity) - line.quantity for line in asked}
    return list(rules.objections_to_parts(rests, taken))


def note(
    act: str,
    subject: str,
    company: int,
    facts: Mapping[str, Any],
    *,
    actor: int | None,
    at: datetime,
    event: str = "",
) -> None:
    """One entry of the journal, and the fact where it is announced."""
    announce = [(f"shipping.{event}", facts)] if event else []
    journal.record(
        act=f"shipping.{act}", actor=actor, at=at, subject=subject, company=company, facts=facts, announce=announce
    )
