"""The picking list line by line: of which batches the goods may leave or have left, how many codes of them are read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from optom.domain.shipping import queries as shipping
from optom.domain.stock import queries as stock
from optom.interfaces.kit.formats import language_of_papers
from optom.interfaces.kit.input import in_field, number, whole

_FIELD = "b"


@dataclass(frozen=True, slots=True)
class ShownBatch:
    """A batch to choose, or one that has left: how it is named, how much of it, from where it comes."""

    field: str
    batch: int
    quantity: Decimal
    origin: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A line with the batches among which the picker may choose, those of which it has left, and the codes read."""

    line: shipping.LineRow
    batches: Sequence[ShownBatch] = ()
    taken: Sequence[ShownBatch] = ()
    codes: int = 0


def shown(shipment: shipping.ShipmentRow) -> list[ShownLine]:
    """The lines of a shipment. The statements don't grow with them."""
    lines = shipping.lines(shipment.id)
    codes = shipping.codes(shipment.id) if any(line.gtin for line in lines) else []
    of_line: Counter[int] = Counter()
    for one in codes:
        of_line[one.line] += one.holds
    if shipment.state in shipping.OPEN:
        standing = stock.batches_standing(warehouse=shipment.warehouse, products=[line.product for line in lines])
        return [
            ShownLine(line, batches=_choices(line, standing.get(line.product, [])), codes=of_line[line.line])
            for line in lines
        ]
    taken = stock.batches_taken(subject=f"shipment:{shipment.id}")
    return [
        ShownLine(line, taken=[_taken(one) for one in taken.get(line.line, [])], codes=of_line[line.line])
        for line in lines
    ]


def _choices(line: shipping.LineRow, batches: Sequence[stock.StandingBatch]) -> list[ShownBatch]:
    """Nothing where there is nothing to choose: all that stands is of one batch."""
    if not batches or (len(batches) == 1 and batches[0].remains == batches[0].on_hand):
        return []
    return [
        ShownBatch(f"{_FIELD}{line.line}-{one.id}", one.id, one.remains, one.origin.text(language_of_papers()))
        for one in batches
    ]


def _taken(one: stock.TakenBatch) -> ShownBatch:
    return ShownBatch("", one.batch, one.quantity, one.origin.text(language_of_papers()))


def named_batches(given: Mapping[str, str]) -> dict[int, dict[int, Decimal]]:
    """How much of which batch the picker has named for a line; what he left empty is the oldest ones'."""
    found: dict[int, dict[int, Decimal]] = {}
    for field, text in given.items():
        line, _dash, batch = field.removeprefix(_FIELD).partition("-")
        if field.startswith(_FIELD) and line.isdigit() and batch.isdigit() and text.strip():
            quantity = in_field(field, number, text)
            if quantity:
                found.setdefault(whole(line), {})[whole(batch)] = quantity
    return found
