"""What left, as lines of papers."""

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from optom.base.marking import PACK, TRANSPORT, UNIT, Marks
from optom.base.tax import VatRate
from optom.domain.billing.correcting import StandingLine
from optom.domain.documents.rules import Item
from optom.domain.shipping.queries import CodeRow, LineRow
from optom.domain.stock.queries import TakenBatch


def items_of(
    left: Sequence[LineRow], batches: Mapping[int, Sequence[TakenBatch]], codes: Iterable[CodeRow]
) -> list[Item]:
    """The dispatched quantities with the sums and the VAT with which they left, by where the goods come from."""
    items: list[Item] = []
    read: dict[int, list[CodeRow]] = defaultdict(list)
    for one in codes:
        read[one.line].append(one)
    for line in left:
        said = {"quantity": line.dispatched, "total": line.sum, "vat": line.vat}
        parts = line.items(batches.get(line.line, []), **said, rate=VatRate(line.vat_percent))
        own = read[line.line] if line.gtin else []
        items += [replace(part, marks=marks) for part, marks in zip(parts, _marks(line, parts, own), strict=True)]
    return items


def standing_items(standing: Sequence[StandingLine]) -> list[Item]:
    """What is owed for now of goods that left, wherever they come from."""
    return [
        Item(
            name=line.name,
            article=line.article,
            unit=line.unit,
            okei=line.okei,
            quantity=line.amount.quantity,
            price=line.price,
            rate=line.rate,
            sum=line.amount.sum,
            vat=line.amount.vat,
        )
        for line in standing
    ]


def _marks(line: LineRow, parts: Sequence[Item], codes: Sequence[CodeRow]) -> Iterator[Marks | None]:
    """The codes part by part. From which batch a code is nobody reads: one goes to the first part that has room, and a
    package that fits into no part to the one where there is some.
    """
    left = deque(codes)
    for place, part in enumerate(parts, start=1):
        taken, room = [], part.quantity
        while left and (room > 0 or place == len(parts)):
            taken.append(left.popleft())
            room -= taken[-1].holds
        yield _said(line.gtin, taken) if line.gtin else None


def _said(gtin: str, codes: Sequence[CodeRow]) -> Marks:
    return Marks(
        gtin,
        units=tuple(one.code for one in codes if one.kind == UNIT),
        packs=tuple(one.code for one in codes if one.kind == PACK),
        transports=tuple((one.code, one.holds) for one in codes if one.kind == TRANSPORT),
    )
