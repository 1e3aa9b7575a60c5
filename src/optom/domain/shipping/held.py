"""What a contract holds and waits for, with what shipments have asked for of it. Sums are with VAT."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.listing import Listed, Listing


@dataclass(frozen=True, slots=True)
class HeldRow:
    """So much of a line held in one warehouse, on hand or of an arrival; or (``waits``) what of it waits for goods.

    ``value`` is the share of the line's sum that is held, ``requested`` is what of it shipments have asked for.
    ``state`` is asked (all of it), soon (it runs out within a day), held, coming or waits. Who waits has a ``place``
    among all who wait for the product, ``before`` is how much they wait for.
    """

    id: int
    line: int
    order: int
    placed_at: datetime
    position: int
    product: int
    article: str
    name: str
    brand: str
    unit: str
    price: Decimal
    value: Decimal | None
    ordered: Decimal
    requested: Decimal
    reserved_until: datetime | None
    warehouse: int | None
    warehouse_name: str | None
    arrival: int | None
    expected_on: date | None
    held: Decimal
    waits: Decimal
    place: int | None
    before: Decimal | None
    state: str

    @property
    def free(self) -> Decimal:
        """What of it no shipment has asked for."""
        return self.held - self.requested

    @property
    def hold(self) -> int | None:
        """The number of the hold, for acts on these goods alone; None for what waits."""
        return self.id // 2 if self.held else None


_held = Listing(
    __package__,
    "held_lines",
    search=("article", "brand", "name", "order"),
    texts=("article", "brand", "name", "unit", "warehouse_name"),
    nulls=("reserved_until", "expected_on", "value", "warehouse_name", "place", "before"),
    sums=("value",),
    order=("reserved_until", "line", "id"),
    row=HeldRow,
)


def held_lines(*, contract: int, soon: datetime) -> Listed:
    """All that a contract holds or waits for as ``HeldRow``, what runs out first at the top; ``soon``: before then."""
    return _held.of(contract=contract, soon=soon)
