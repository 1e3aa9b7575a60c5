"""Whence a price in force is: the publication and the rule that made it, a list, a person."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.business_day import business_day
from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Origin:
    """The change that made a price of a column, and who or what made it.

    ``publication`` has made it by ``rule`` (its place) of ``version``, or led back to the prices of ``restores``; else
    it is of the list or the reason that ``source`` names. ``waiting`` is a publication that would make it ``becomes``,
    or holds that back by ``guard`` (its place); ``in_force`` the version by which prices are made now.
    """

    amount: Decimal | None
    at: datetime
    source: str
    actor: str | None
    is_by_hand: bool
    publication: int | None
    version: int | None
    restores: datetime | None
    is_automatic: bool | None
    approved_by: str | None
    rule: int | None
    rule_name: str | None
    in_force: int | None
    waiting: int | None
    becomes: Decimal | None
    guard: int | None


def origin(*, column: int, product: int, from_quantity: Decimal, at: datetime) -> Origin | None:
    """Whence the price of the column from a quantity on is, as of a moment; None: it had none yet. One statement."""
    asked = {"column": column, "product": product, "from_quantity": from_quantity}
    row = _sql.first("origin", **asked, at=at)
    return Origin(*row) if row else None


def promised_until(*, column: int, product: int, from_quantity: Decimal, at: datetime) -> date | None:
    """The last day of the rule that made the price, where that is still to come or today. Buyers may ask it."""
    asked = {"column": column, "product": product, "from_quantity": from_quantity}
    day: date | None = _sql.value("promised_until", **asked, at=at)
    return day if day and day >= business_day(at) else None
