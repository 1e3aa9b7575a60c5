"""What a past order of the demo is made of."""

# ruff: noqa: PLR2004 -- rates of VAT
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.money import kopecks, vat_inside

from .companies import Contract


@dataclass(frozen=True, slots=True)
class Ware:
    """A product that the regulars buy."""

    product: int
    multiple: Decimal
    amounts: list[Decimal]
    tax: int
    article: str
    name: str
    unit: str
    weight: Decimal | None

    def percent(self, day: date) -> Decimal | None:
        """The rate of VAT of the day."""
        if self.tax == 1:
            return Decimal(22) if day.year >= 2026 else Decimal(20)
        return Decimal(10) if self.tax == 2 else None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a past order, with what of it left."""

    ware: Ware
    price: Decimal
    percent: Decimal | None
    ordered: Decimal
    shipped: Decimal

    @property
    def sum(self) -> Decimal:
        """With VAT, for all that was ordered."""
        return kopecks(self.price * self.ordered)

    @property
    def shipped_sum(self) -> Decimal:
        """With VAT, for what left."""
        return kopecks(self.sum * self.shipped / self.ordered)

    def vat(self, total: Decimal) -> Decimal:
        """The tax inside a sum of this line."""
        return vat_inside(total, self.percent or Decimal(0))


@dataclass(frozen=True, slots=True)
class Order:
    """A past order and its only shipment."""

    contract: Contract
    placed_at: datetime
    shipped_at: datetime
    lines: list[Line]

    @property
    def owed(self) -> Decimal:
        """With VAT, for what left."""
        return sum((line.shipped_sum for line in self.lines), Decimal("0.00"))
