"""What left, as lines of papers."""

from collections.abc import Mapping, Sequence

from optom.base.tax import VatRate
from optom.domain.documents.rules import Item
from optom.domain.shipping.queries import LineRow
from optom.domain.shipping.rules import OfOrigin, parted, price_with_vat
from optom.domain.stock.queries import TakenBatch


def items_of(left: Sequence[LineRow], batches: Mapping[int, Sequence[TakenBatch]]) -> list[Item]:
    """The dispatched quantities with the sums and the VAT with which they left, by where the goods come from."""
    return [_item(line, part) for line in left for part in _parts(line, batches.get(line.line, []))]


def _parts(line: LineRow, batches: Sequence[TakenBatch]) -> list[OfOrigin]:
    told = [(one.origin, one.quantity) for one in batches]
    return parted(told, country=line.country, quantity=line.dispatched, total=line.sum, vat=line.vat)


def _item(line: LineRow, part: OfOrigin) -> Item:
    return Item(
        name=line.name,
        article=line.article,
        unit=line.unit,
        okei=line.okei,
        quantity=part.quantity,
        price=price_with_vat(line.price, ordered=line.ordered, total=line.ordered_sum),
        rate=VatRate(line.vat_percent),
        sum=part.sum,
        vat=part.vat,
        origin=part.origin,
    )
