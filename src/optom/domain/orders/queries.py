"""What is ordered, held and picked."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson

from optom.base.books import Broken
from optom.base.business_day import business_day
from optom.base.listing import Listed, Listing
from optom.base.refusal import Refusal
from optom.base.sql import statements

from . import rules
from .apart import Apart, apart_of
from .finding import FoundDraft, FoundOrder, contract_of, found_drafts, found_orders
from .forms import FormLine, Moved, best_of, form_lines
from .lost import PromisedRow, promised_of, still_wait
from .models import Draft, Order, Unwarned
from .outlook import Outlook, Part, Portion, Way, outlook, parts_of
from .pasted import (
    LeftRow,
    OpenRow,
    PastedCount,
    WrittenRow,
    brands_of_open,
    count_pasted,
    left_out,
    open_rows,
    written,
)
from .rules import OrderLine
from .spending import Spent, SpentBy, SpentOn, objections_to_spending, spent, spent_by, spent_by_centre
from .spoken_for import unspoken
from .until import Until, until_of
from .waits import Waits, waits_of

__all__ = [
    "Apart",
    "FormLine",
    "FoundDraft",
    "FoundOrder",
    "LeftRow",
    "Moved",
    "OpenRow",
    "Outlook",
    "Part",
    "PastedCount",
    "Portion",
    "PromisedRow",
    "Spent",
    "SpentBy",
    "SpentOn",
    "Until",
    "Waits",
    "Way",
    "WrittenRow",
    "apart_of",
    "best_of",
    "brands_of_open",
    "contract_of",
    "count_pasted",
    "form_lines",
    "found_drafts",
    "found_orders",
    "left_out",
    "objections_to_spending",
    "open_rows",
    "outlook",
    "parts_of",
    "promised_of",
    "spent",
    "spent_by",
    "spent_by_centre",
    "still_wait",
    "unspoken",
    "until_of",
    "waits_of",
    "written",
]
_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order; ``state`` is held, waiting, shipped or cancelled: what a buyer has to know first.

    Where it is wanted together, ``together_on`` is the day on which all of it was to be there, ``whole_at`` since when
    it is.
    """

    id: int
    contract: int
    placed_at: datetime
    placed_by: str | None
    note: str
    total: Decimal
    lines: int
    state: str
    reserved_until: datetime | None
    centre_id: int | None
    centre: str | None
    asked_by: str | None
    together_on: date | None
    whole_at: datetime | None


@dataclass(frozen=True, slots=True)
class LastBought:
    """An order of a product: what is not cancelled of it, and the price per unit in the contract's currency."""

    placed_at: datetime
    quantity: Decimal
    price: Decimal


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line of an order; sums with VAT, in the contract's currency, for what was ordered.

    Of what is held (``reserved``) so much is ``standing`` on hand, the rest is ``coming``, the last of it on a day.
    ``lacking`` is not there yet: it is coming, or it waits.
    """

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
    accepted: Decimal
    cancelled: Decimal
    waiting: Decimal
    reserved_until: datetime | None
    note: str
    contract: int
    came_from: int | None
    standing: Decimal
    coming: Decimal
    comes_on: date | None
    lacking: Decimal

    @property
    def at_will(self) -> Decimal:
        """What of it no shipment has asked for and nobody has cancelled: it is held, or it waits."""
        return self.waiting + self.movable

    @property
    def movable(self) -> Decimal:
        """What of it is held and not asked for."""
        return self.reserved - self.requested


@dataclass(frozen=True, slots=True)
class OriginRow:
    """The line of which another was made: its order and contract, what it is."""

    order: int
    contract: int
    number: str
    article: str


@dataclass(frozen=True, slots=True)
class TaleRow:
    """An act on a line: which, when, by whom (None: by itself), about how much, and which line it made."""

    act: str
    at: datetime
    by: str | None
    quantity: Decimal
    made: int | None


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
    is_waiting: bool
    centre: int | None
    wish: str
    wished_on: date | None


@dataclass(frozen=True, slots=True)
class TabRow:
    """A tab by its name."""

    id: int
    name: str
    is_mine: bool
    is_standing: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A request to order a draft, and what was said to it; ``why`` are the reasons as code and facts."""

    id: int
    contract: int
    company: int
    draft: int
    name: str
    asked_by: int
    asked_by_name: str | None
    asked_at: datetime
    total: Decimal
    lines: int
    note: str
    centre: int | None
    centre_name: str | None
    why: Sequence[Refusal]
    state: str
    decided_by_name: str | None
    decided_at: datetime | None
    reason: str
    order: int | None


_orders = Listing(
    __package__,
    "listed_orders",
    search=("id", "placed_by", "note", "centre"),
    texts=("placed_by", "note", "centre", "asked_by"),
    nulls=("placed_by", "reserved_until", "centre", "asked_by", "together_on", "whole_at"),
    sums=("total",),
    row=OrderRow,
)
_lines = Listing(
    __package__,
    "lines",
    search=("article", "brand", "name", "note"),
    texts=("article", "brand", "name", "unit", "note"),
    nulls=("reserved_until", "comes_on"),
    sums=("sum",),
    order=("order", "position", "id"),
    row=LineRow,
)


def _approval(*columns: Any) -> ApprovalRow:
    row = list(columns)
    place = [field.name for field in fields(ApprovalRow)].index("why")
    row[place] = _reasons_in(row[place])
    return ApprovalRow(*row)


def _reasons_in(kept: str) -> list[Refusal]:
    """The reasons of a request as they were written down, sums as sums again."""
    told = orjson.loads(kept)
    return [Refusal(code, **{name: rules.sum_in(value) for name, value in facts.items()}) for code, facts in told]


_approvals = Listing(
    __package__,
    "approvals",
    search=("id", "name", "asked_by_name", "note"),
    texts=("name", "asked_by_name", "note", "centre_name", "decided_by_name", "reason"),
    nulls=("asked_by_name", "centre_name", "decided_by_name", "decided_at", "order"),
    sums=("total",),
    row=_approval,
)


def orders(*, contract: int) -> Listed:
    """The orders of a contract as ``OrderRow``, newest first."""
    return _orders.of(contract=contract)


def order(*, contract: int, order: int) -> OrderRow | None:
    """One order of a contract; None for another's."""
    found: OrderRow | None = _orders.of(contract=contract).one(order)
    return found


@dataclass(frozen=True, slots=True)
class RestRow:
    """Of a line of an order that is wanted together no shipment has asked for so much yet."""

    order: int
    line: int
    article: str
    quantity: Decimal


def rests_together(*, contract: int, lines: Sequence[int], askable: bool = False) -> list[RestRow]:
    """All lines of those orders of the lines that are wanted together, with what no shipment has asked for of each;
    ``askable``: nothing of an order of which something lacks, for nobody could ask for it. One statement.
    """
    return [RestRow(*row) for row in _sql.rows("rests_together", contract=contract, lines=list(lines), askable=askable)]


def has_order(*, contract: int, order: int) -> bool:
    """Whether the contract has such an order: asked where its row is asked for anyway, or not at all."""
    return Order.objects.filter(pk=order, contract_id=contract).exists()


def orders_from(*, contract: int, draft: int) -> list[OrderRow]:
    """The orders of the contract that a draft became, newest first: a standing one is ordered again and again."""
    return _orders.of(contract=contract).keyed(
        [row.id for row in _sql.rows("orders_from", contract=contract, draft=draft)]
    )


def lines_of(*, order: int) -> Listed:
    """The lines of an order as ``LineRow``, in their order."""
    return _lines.only(order=order)


def products_of(*, order: int) -> list[int]:
    """The products of an order, each once."""
    return [row.product for row in _sql.rows("products_of", order=order)]


def lines_of_all(*, orders: Sequence[int]) -> list[LineRow]:
    """All lines of several orders. One statement."""
    return _lines.only(order=list(orders)).all()


def lines_named(*, contract: int, lines: Sequence[int]) -> list[LineRow]:
    """Those of the lines that are the contract's, in their order. One statement."""
    return _lines.only(contract=contract).keyed(lines)


def line_named(*, contract: int, line: int) -> LineRow | None:
    """One line of the contract; None for another's."""
    return next(iter(lines_named(contract=contract, lines=[line])), None)


def origin_of(*, contract: int, line: int) -> OriginRow | None:
    """Of which line this one of the contract was made; None where it was ordered as it is."""
    row = _sql.first("origin_of", contract=contract, line=line)
    return OriginRow(*row) if row else None


def told_of(*, contract: int, line: int, most: int = 20) -> list[TaleRow]:
    """What was done to a line of the contract, newest first."""
    rows = _sql.rows("told_of", contract=contract, line=str(line), subject=f"companies.contract:{contract}", most=most)
    return [TaleRow(*row) for row in rows]


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


def running_out(*, contract: int, before: datetime) -> int:
    """How many lines will give back what they hold before a moment, unless they are extended or shipped."""
    return int(_sql.value("running_out", contract=contract, before=before))


def want_no_warnings(*, users: Sequence[int]) -> set[int]:
    """Those of the people who get no letters about what runs out."""
    return set(Unwarned.objects.filter(user_id__in=list(users)).values_list("user_id", flat=True))


def drafts(*, contract: int, actor: int) -> list[DraftRow]:
    """The open tabs of a contract that a person sees, oldest first."""
    return [DraftRow(*row) for row in _sql.rows("drafts", contract=contract, actor=actor)]


def approvals(*, contract: int) -> Listed:
    """What people of the contract's company asked colleagues to approve, as ``ApprovalRow``, newest first."""
    return _approvals.of(contract=contract)


def approval(*, contract: int, approval: int) -> ApprovalRow | None:
    """One request of a contract; None for another's."""
    found: ApprovalRow | None = approvals(contract=contract).one(approval)
    return found


def said_to(*, contract: int, draft: int) -> ApprovalRow | None:
    """The request in which the draft waits, or the one that was declined last."""
    row = _sql.first("last_declined", contract=contract, draft=draft)
    return None if row is None else approval(contract=contract, approval=row.id)


def charged_to(orders: Sequence[int]) -> set[int | None]:
    """To which cost centres the orders are charged; None: to none."""
    return {row.centre for row in _sql.rows("centres_of", orders=list(orders))}


def waiting_for(*, actor: int) -> dict[int, int]:
    """How many requests wait for this person's word, by contract; those where none waits are left out."""
    return {row.contract: row.requests for row in _sql.rows("waiting_for", actor=actor)}


def tabs(*, contract: int, actor: int) -> list[TabRow]:
    """The same tabs without what is in them, which is cheaper to ask."""
    return [TabRow(*row) for row in _sql.rows("tabs", contract=contract, actor=actor)]


def usual(*, contract: int, since: datetime, most: int = 500) -> dict[int, Decimal]:
    """What the contract orders again and again since a moment: product -> its middle quantity, the most usual first."""
    return {row.product: row.quantity for row in _sql.rows("usual", contract=contract, since=since, most=most)}


def draft_lines(*, contract: int, draft: int, products: Sequence[int] | None = None) -> dict[int, Decimal]:
    """What is picked in a draft, or of these products: product -> quantity, in the order of picking."""
    wanted = None if products is None else list(products)
    rows = _sql.rows("draft_lines", contract=contract, draft=draft, products=wanted)
    return {row.product_id: row.quantity for row in rows}


def shared_lines(*, contract: int, draft: int) -> dict[int, int]:
    """How many goods of the draft stand in each other draft of the contract too; those with none are left out."""
    return {row.draft: row.lines for row in _sql.rows("shared_lines", contract=contract, draft=draft)}


def draft_totals(*, contract: int, draft: int, at: datetime) -> DraftTotals:
    """What the draft would be charged if it were placed at ``at``. One statement, however many lines."""
    on = business_day(at)
    return DraftTotals(*_sql.one("draft_totals", contract=contract, draft=draft, at=at, on=on))


def picked_lines(*, contract: int, draft: int) -> list[OrderLine]:
    """What is picked in the draft as it would be ordered: with what was written beside it."""
    beside = written(contract=contract, draft=draft)
    picked = draft_lines(contract=contract, draft=draft)
    notes = {product: row.note for product, row in beside.items()}
    return [OrderLine(product, quantity, notes.get(product, "")) for product, quantity in picked.items()]


def has_draft(*, contract: int, draft: int) -> bool:
    """Whether the draft is one of the contract's."""
    return Draft.objects.filter(pk=draft, contract_id=contract).exists()


def broken_books() -> list[Broken]:
    """Lines that disagree with the stock's holds, contracts whose reserved value is not that of its lines."""
    return [Broken(*row) for row in _sql.rows("broken_books")]
