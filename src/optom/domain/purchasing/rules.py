"""What an order to a supplier goes through, and how much is kept because sales vary. Pure."""

from decimal import Decimal
from enum import StrEnum
from statistics import NormalDist

_HUNDRED = 100


class State(StrEnum):
    """A draft is ours alone; sent, it waits for the supplier's word; confirmed, its goods are announced."""

    DRAFT = "draft"
    SENT = "sent"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


def safety_factor(service_percent: Decimal) -> Decimal:
    """How many deviations of demand are kept beyond its mean, so that goods suffice in so many of a hundred times."""
    return Decimal(NormalDist().inv_cdf(float(service_percent) / _HUNDRED)).quantize(Decimal("0.0001"))
