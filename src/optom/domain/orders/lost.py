"""Who is promised goods that are on their way, and would lose them if they did not come."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from optom.base.sql import statements

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class PromisedRow:
    """So much of an arrival is promised to a line; ``sum`` is what it costs with VAT."""

    arrival: int
    line: int
    contract: int
    company: int
    company_name: str
    contract_number: str
    currency: str
    order: int
    article: str
    brand: str
    unit: str
    quantity: Decimal
    sum: Decimal


def promised_of(*, arrivals: Collection[int]) -> list[PromisedRow]:
    """What is promised of the arrivals, by company and order. One statement."""
    return [PromisedRow(*row) for row in _sql.rows("promised_of", arrivals=list(arrivals))]


def still_wait(lines: Collection[int]) -> list[int]:
    """Which of the lines wait for goods. One statement."""
    return [row.id for row in _sql.rows("still_wait", lines=list(lines))]
