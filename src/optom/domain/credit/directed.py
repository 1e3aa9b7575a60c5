"""What payers have directed of payments that have not come, and of which they still may."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from optom.base.business_day import business_day
from optom.base.sql import statements

from . import rules

_sql = statements(__package__)
_MOST = 300
_MAY_BE_DIRECTED = timedelta(days=30)  # longer than five working days ever are


@dataclass(frozen=True, slots=True)
class DirectedPart:
    """So much of a debt is to be settled by the payment of a ``number`` that has not come yet."""

    direction: int
    number: str
    said_at: datetime
    expires_on: date
    said_by: str | None
    item: int
    amount: Decimal
    title: str
    kind: str
    on: date
    paper: int | None
    paper_kind: str | None
    paper_number: str | None


@dataclass(frozen=True, slots=True)
class PaymentToDirect:
    """A payment of which its payer may still say what it settles."""

    id: int
    number: str
    on: date
    amount: Decimal


def directions(contract: int, today: date) -> list[DirectedPart]:
    """What payers have directed of payments that have not come yet, a debt a row."""
    return [DirectedPart(*row) for row in _sql.rows("directions", contract=contract, today=today)]


def payments_to_direct(contract: int, at: datetime) -> list[PaymentToDirect]:
    """Those of which one may say at ``at`` what they settle, the newest first."""
    today = business_day(at)
    rows = _sql.rows("payments_to_direct", contract=contract, since=at - _MAY_BE_DIRECTED, most=_MOST)
    return [PaymentToDirect(*row[:4]) for row in rows if today <= rules.may_direct_until(business_day(row.at))]
