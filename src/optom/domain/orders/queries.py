"""What is ordered, held and picked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from optom.base.books import Broken
from optom.base.business_day import business_day
from optom.base.listing import Listed, Listing
from optom.base.sql import statements

from .models import Draft
from .outlook import Outlook, Portion, outlook

__all__ = ["Outlook", "Portion", "outlook"]
_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order; ``state`` is held, waiting, shipped or cancelled: what a buyer has to know first."""

    id: int
    contract: int
    placed_at: datetime
    placed_by: str | None
    note: str
    total: Decimal
    lines: int
    state: str
    reserved_until: datetime | None


@dataclass(frozen=True, slots=True)
class LastBought:
    """An order of a product: what is not cancelled of it, and the price per unit in the contract's currency."""

    placed_at: datetime
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order; sums with VAT, in the contract's currency, for what was ordered."""

    id: int
    position: int
    order: int
    product: int
    article: str
    name: str
    brand: str
    unit: str
    okei: str
    weight: Decimal | None
    price: Decimal
    vat_percent: Decimal | None
    sum: Decimal
    vat: Decimal
    ordered: Decimal
    reserved: Decimal
    requested: Decimal
    shipped: Decimal
    cancelled: Decimal
    waiting: Decimal
    reserved_until: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """So much of a line held in one warehouse, on hand or of an arrival; ``value`` is its share of the line's sum."""

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
    value: Decimal
    ordered: Decimal
    reserved: Decimal
    requested: Decimal
    reserved_until: datetime | None
    warehouse: int
    warehouse_name: str
    arrival: int | None
    expected_on: date | None
    held: Decimal


@dataclass(frozen=True, slots=True)
class BoughtRow:
    """A contract's order of a product: what of it was not cancelled, at which price; with all such orders counted."""

    order: int
    placed_at: datetime
    quantity: Decimal
    price: Decimal
    times: int
    total: Decimal


@dataclass(frozen=True, slots=True)
class DraftTotals:
    """What a draft comes to, in the contract's currency and kilograms.

    ``sum`` (with VAT) and ``vat`` are of the ``orderable`` lines; ``lines`` and ``weight`` are of all of them.
    """

    lines: int
    sum: Decimal
    vat: Decimal
    weight: Decimal
    orderable: int


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A tab of picked lines. A private one is seen by its author alone, a standing one stays when it is ordered."""

    id: int
    name: str
    lines: int
    is_private: bool
    is_standing: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class OpenRow:
    """A pasted row of which nobody has said yet what it means; ``choices`` are the products that it may mean.

    ``quantity`` is None where none was written, or where ``odd_quantity`` was not understood.
    """

    id: int
    paste: int
    position: int
    text: str
    number: str
    brand: str
    name: str
    note: str
    quantity: Decimal | None
    odd_quantity: str
    way: str
    choices: Sequence[int]


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """How a line was written where it was pasted, the notes beside it, and the price in our own form of then."""

    text: str = ""
    note: str = ""
    price: Decimal | None = None


_orders = Listing(
    __package__,
    "listed_orders",
    search=("id", "placed_by", "note"),
    texts=("placed_by", "note"),
    nulls=("placed_by", "reserved_until"),
    sums=("total",),
    row=OrderRow,
)
_lines = Listing(
    __package__,
    "lines",
    search=("article", "brand", "name", "note"),
    texts=("article", "brand", "name", "unit", "note"),
    nulls=("reserved_until",),
    sums=("sum",),
    order=("order", "position", "id"),
    row=LineRow,
)
_held = Listing(
    __package__,
    "held_lines",
    search=("article", "brand", "name", "order"),
    texts=("article", "brand", "name", "unit", "warehouse_name"),
    nulls=("reserved_until", "expected_on"),
    sums=("value",),
    order=("reserved_until", "line", "id"),
    row=HeldRow,
)


def orders(*, contract: int) -> Listed:
    """The orders of a contract as ``OrderRow``, newest first."""
    return _orders.of(contract=contract)


def order(*, contract: int, order: int) -> OrderRow | None:
    """One order of a contract; None for another's."""
    found: OrderRow | None = _orders.of(contract=contract).one(order)
    return found


def lines_of(*, order: int) -> Listed:
    """The lines of an order as ``LineRow``, in their order."""
    return _lines.only(order=order)


def lines_of_all(*, orders: Sequence[int]) -> list[LineRow]:
    """All lines of several orders. One statement."""
    return _lines.only(order=list(orders)).all()


def lines(*, order: int) -> list[LineRow]:
    """All of them."""
    return lines_of(order=order).all()


def last_bought(*, contract: int, products: Sequence[int]) -> dict[int, LastBought]:
    """What of the products the contract has ordered before, the last time of each. One statement."""
    rows = _sql.rows("last_bought", contract=contract, products=list(products))
    return {row.product: LastBought(row.placed_at, row.quantity, row.price) for row in rows}


def bought(*, contract: int, product: int, most: int = 5) -> list[BoughtRow]:
    """The contract's last orders of a product, newest first."""
    return [BoughtRow(*row) for row in _sql.rows("bought", contract=contract, product=product, most=most)]


def held_lines(*, contract: int) -> Listed:
    """All that a contract holds as ``HeldRow``, what runs out first at the top."""
    return _held.of(contract=contract)


def running_out(*, contract: int, before: datetime) -> int:
    """How many lines will give back what they hold before a moment, unless they are extended or shipped."""
    return int(_sql.value("running_out", contract=contract, before=before))


def drafts(*, contract: int, actor: int) -> list[DraftRow]:
    """The open tabs of a contract that a person sees, oldest first."""
    return [DraftRow(*row) for row in _sql.rows("drafts", contract=contract, actor=actor)]


def draft_names(*, contract: int, actor: int) -> dict[int, str]:
    """The open tabs of a contract that a person sees, oldest first: what they are called."""
    return {row.id: row.name for row in _sql.rows("draft_names", contract=contract, actor=actor)}


def usual(*, contract: int, since: datetime, most: int = 500) -> dict[int, Decimal]:
    """What the contract orders again and again since a moment: product -> its middle quantity, the most usual first."""
    return {row.product: row.quantity for row in _sql.rows("usual", contract=contract, since=since, most=most)}


def draft_lines(*, contract: int, draft: int, products: Sequence[int] | None = None) -> dict[int, Decimal]:
    """What is picked in a draft, or of these products: product -> quantity, in the order of picking."""
    wanted = None if products is None else list(products)
    rows = _sql.rows("draft_lines", contract=contract, draft=draft, products=wanted)
    return {row.product_id: row.quantity for row in rows}


def draft_totals(*, contract: int, draft: int, at: datetime) -> DraftTotals:
    """What the draft would be charged if it were placed at ``at``. One statement, however many lines."""
    on = business_day(at)
    return DraftTotals(*_sql.one("draft_totals", contract=contract, draft=draft, at=at, on=on))


def open_rows(*, contract: int, draft: int, rows: Sequence[int] | None = None) -> list[OpenRow]:
    """The rows of pasted blocks that wait for an answer, or some of them, in the order in which they were written."""
    wanted = None if rows is None else list(rows)
    return [OpenRow(*row) for row in _sql.rows("open_rows", contract=contract, draft=draft, rows=wanted)]


def count_open(*, contract: int, draft: int) -> int:
    """How many pasted rows of the draft wait for an answer."""
    return int(_sql.value("count_open", contract=contract, draft=draft))


def brands_of_open(*, draft: int) -> dict[str, int]:
    """How many open rows each brand would answer at once, by its name."""
    return {row.name: row.rows for row in _sql.rows("brands_of_open", draft=draft)}


def written(*, contract: int, draft: int, products: Sequence[int] | None = None) -> dict[int, WrittenRow]:
    """How pasted lines were written, by product."""
    wanted = None if products is None else list(products)
    rows = _sql.rows("written", contract=contract, draft=draft, products=wanted)
    return {row.product: WrittenRow(row.text, row.note or "", row.price) for row in rows}


def has_draft(*, contract: int, draft: int) -> bool:
    """Whether the draft is one of the contract's."""
    return Draft.objects.filter(pk=draft, contract_id=contract).exists()


def broken_books() -> list[Broken]:
    """Lines that disagree with the stock's holds, contracts whose reserved value is not that of its lines."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
