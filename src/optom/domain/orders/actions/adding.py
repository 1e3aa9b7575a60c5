"""Lines that come of other lines: added to an order with what they hold, inside an act's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements
from optom.domain.assortment import queries as assortment
from optom.domain.companies import queries as companies
from optom.domain.orders import rules
from optom.domain.stock import actions as stock

from . import keeping
from .keeping import Kept

_sql = statements("optom.domain.orders")


@dataclass(frozen=True, slots=True)
class Added:
    """A line to be added to an order: what it holds, of which line it comes, the note beside it, its act's key.

    ``queued_at``: since when what it holds not waits for goods; None: since the order was placed. ``ordered_at`` and
    ``ordered_by``: when and by whom, None: with the order. What ``is_part`` of its line has a part of what is bought
    for it.
    """

    order: int
    kept: Kept
    came_from: int
    note: str
    key: str
    queued_at: datetime | None
    ordered_at: datetime | None = None
    ordered_by: int | None = None
    is_part: bool = False


def add(contract: companies.ContractRow, lines: Sequence[Added]) -> dict[int, int]:
    """The numbers of the new lines by those of which they come. What they hold is written by the caller."""
    priced = [one.kept.line for one in lines]
    rows = _sql.rows(
        "add_lines",
        contract=contract.id,
        company=contract.company,
        orders=[one.order for one in lines],
        products=[line.product for line in priced],
        prices=[line.price for line in priced],
        vat_percents=[line.vat_percent for line in priced],
        sums=[line.sum for line in priced],
        vats=[line.vat for line in priced],
        quantities=[line.quantity for line in priced],
        reserved=[one.kept.held for one in lines],
        untils=[one.kept.until for one in lines],
        notes=[one.note for one in lines],
        came_from=[one.came_from for one in lines],
        keys=[one.key for one in lines],
        queued=[one.queued_at for one in lines],
        ordered_at=[one.ordered_at for one in lines],
        ordered_by=[one.ordered_by for one in lines],
        are_parts=[one.is_part for one in lines],
    )
    return {row.came_from: row.id for row in rows}


def add_one(contract: companies.ContractRow, line: Added, at: datetime) -> int:
    """A line with its goods; the order's total follows."""
    number = add(contract, [line])[line.came_from]
    stock.hold(contract=contract.id, promises=keeping.owned([line.kept], [number]), at=at)
    _sql.run("recount", order=line.order)
    return number


def known(contract: int, keys: Sequence[str]) -> dict[str, int]:
    """Which lines acts of these keys have added already."""
    return {row.key: row.id for row in _sql.rows("lines_of_keys", contract=contract, keys=list(keys))}


def offer_of(contract: int, product: int, quantity: Decimal, at: datetime) -> assortment.OfferRow | None:
    """What the contract is offered of one product."""
    return next(iter(assortment.offers(contract=contract, quantities={product: quantity}, at=at)), None)


def against_limit(*, wanted: Decimal, freed: Decimal, reserved: Decimal, limit: Decimal | None) -> list[Refusal]:
    """The reason against holding goods of this value instead of what is freed; holding less is never refused."""
    if wanted <= freed:
        return []
    return rules.against_limit(wanted=wanted, reserved=reserved - freed, limit=limit)


def waiting_of(line: Row) -> Decimal:
    """What of a line waits for goods."""
    return Decimal(line.ordered - line.reserved - line.shipped - line.cancelled)


def at_will(line: Row) -> Decimal:
    """What of a line nobody has asked to ship yet: it waits, or is held."""
    return Decimal(line.ordered - line.requested - line.shipped - line.cancelled)


def from_the_end(line: Row, quantity: Decimal) -> tuple[Decimal, Decimal]:
    """So much of a line, what waits first: how much of it waits, and how much is held."""
    waits = min(quantity, waiting_of(line))
    return waits, quantity - waits
