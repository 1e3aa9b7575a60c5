"""A line of a shipment, and what of it papers say."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from optom.base.countries import country_code
from optom.base.tax import VatRate
from optom.domain.documents.rules import Item
from optom.domain.stock.queries import TakenBatch

from .rules import parted, price_with_vat


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of a shipment. ``line`` is the order's; ``sum`` and ``vat`` are of what is asked, later of what left.

    ``made_in`` is the country as the catalog has it, in its words; ``gtin`` is known of marked goods.
    """

    id: int
    line: int
    order: int
    position: int
    product: int
    article: str
    name: str
    brand: str | None
    unit: str
    okei: str
    weight: Decimal | None
    price: Decimal
    vat_percent: Decimal | None
    ordered: Decimal
    ordered_sum: Decimal
    quantity: Decimal
    dispatched: Decimal
    accepted: Decimal | None
    sum: Decimal
    vat: Decimal
    made_in: str
    gtin: str | None

    @property
    def country(self) -> str:
        """The code of the country in which the goods are made, as far as the catalog tells; empty where it does not."""
        return country_code(self.made_in)

    def items(
        self, batches: Sequence[TakenBatch], *, quantity: Decimal, total: Decimal, vat: Decimal, rate: VatRate
    ) -> list[Item]:
        """So much of it as lines of papers, one for each place from which its goods come."""
        told = [(one.origin, one.quantity) for one in batches]
        return [
            Item(
                name=self.name,
                article=self.article,
                unit=self.unit,
                okei=self.okei,
                quantity=part.quantity,
                price=price_with_vat(self.price, ordered=self.ordered, total=self.ordered_sum),
                rate=rate,
                sum=part.sum,
                vat=part.vat,
                origin=part.origin,
                line=self.line,
            )
            for part in parted(told, country=self.country, quantity=quantity, total=total, vat=vat)
        ]
