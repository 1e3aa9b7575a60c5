"""What an order to a supplier goes through, and how much is kept because sales vary. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from statistics import NormalDist

_HUNDRED = 100


class Form(StrEnum):
    """As what file an order goes by letter."""

    XLSX = "xlsx"
    UBL = "ubl"


class Doubt(StrEnum):
    """In what a confirmation is beyond what goes on by itself."""

    PRICE = "price"
    DAY = "day"
    QUANTITY = "quantity"


class State(StrEnum):
    """A draft is ours alone; sent, it waits for the supplier's word; confirmed, its goods are announced."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


def safety_factor(service_percent: Decimal) -> Decimal:
    """How many deviations of demand are kept beyond its mean, so that goods suffice in so many of a hundred times."""
    return Decimal(NormalDist().inv_cdf(int(service_percent * _HUNDRED) / _HUNDRED**2)).quantize(Decimal("0.0001"))


@dataclass(frozen=True, slots=True)
class Tolerance:
    """By how many per cent a confirmed price may move, either way, and by how many days the goods may be late."""

    percent: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Said:
    """So much at a price on a day; as it was ordered, the day may not be known."""

    quantity: Decimal
    price: Decimal
    on: date | None


def doubts(ordered: Said, confirmed: Said, tolerance: Tolerance) -> Iterator[Doubt]:
    """What of a confirmation a person has to look at. What does not come, or less of it, is short again by itself."""
    if not confirmed.quantity:
        return
    if abs(confirmed.price - ordered.price) * _HUNDRED > ordered.price * tolerance.percent:
        yield Doubt.PRICE
    if ordered.on and confirmed.on and confirmed.on > ordered.on + timedelta(days=tolerance.days):
        yield Doubt.DAY
    if confirmed.quantity > ordered.quantity:
        yield Doubt.QUANTITY
