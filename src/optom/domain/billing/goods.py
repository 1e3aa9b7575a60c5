"""What left, as lines of papers."""

from collections.abc import Sequence

from optom.base.tax import VatRate
from optom.domain.documents.rules import Item
from optom.domain.shipping.queries import LineRow
from optom.domain.shipping.rules import price_with_vat


def items_of(left: Sequence[LineRow]) -> list[Item]:
    """The dispatched quantities with the sums and the VAT with which they left."""
    return [
        Item(
            name=line.name,
            article=line.article,
            unit=line.unit,
            okei=line.okei,
            quantity=line.dispatched,
            price=price_with_vat(line.price, ordered=line.ordered, total=line.ordered_sum),
            rate=VatRate(line.vat_percent),
            sum=line.sum,
            vat=line.vat,
        )
        for line in left
    ]
