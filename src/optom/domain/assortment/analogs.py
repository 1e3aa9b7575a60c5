"""What a contract can take instead of a product."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.sql import fetch

from .pages import Filters, asked_of
from .texts import text


@dataclass(frozen=True, slots=True)
class AnalogRow:
    """A product instead of another; ``price`` is the contract's own for one unit, ``free`` what lies in its warehouses.

    ``kind`` is same or similar; ``note`` says what is different. ``expected_on``: when the next ones come.
    """

    instead_of: int
    product: int
    article: str
    name: str
    brand: str
    unit: str
    multiple: Decimal
    minimum: Decimal
    price: Decimal | None
    free: Decimal
    expected_on: date | None
    kind: str
    note: str


def analog_counts(*, contract: int, products: Sequence[int]) -> dict[int, int]:
    """How many analogs the contract sees of each product; those without are absent. One statement."""
    asked = {**asked_of(contract, Filters()), "products": list(products)}
    return {row.product: row.analogs for row in fetch(text("analog_counts"), asked)}


def analogs(
    *, contract: int, products: Sequence[int], at: datetime, in_stock: bool = False
) -> dict[int, list[AnalogRow]]:
    """Analogs of the products that the contract sees, by product: what is in stock first, the same before the similar.

    ``in_stock``: those that are there alone. One statement, however many products; those without analogs are absent.
    """
    found: dict[int, list[AnalogRow]] = {}
    for row in fetch(
        text("analogs"), {**asked_of(contract, Filters(is_in_stock=in_stock)), "products": list(products), "at": at}
    ):
        found.setdefault(row.instead_of, []).append(AnalogRow(*row))
    return found
