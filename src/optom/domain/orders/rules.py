"""What may be ordered and what it costs. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Protocol

from optom.base.money import kopecks, vat_on_top
from optom.base.refusal import Refusal
from optom.base.tax import VatRate

from .blocks import Cells, Layout, Left, Table, Then
from .heads import BEFORE_HEAD, KEY_HEAD, Role, contract_head
from .texts import cells_of

__all__ = [
    "APPROVABLE",
    "APPROVED",
    "BEFORE_HEAD",
    "DECLINED",
    "FREE",
    "KEY_HEAD",
    "MOST_LINES",
    "ROUND_UP",
    "STRICT",
    "WAITING",
    "WITHDRAWN",
    "Cells",
    "Layout",
    "Left",
    "Offer",
    "OrderLine",
    "PricedLine",
    "Role",
    "Table",
    "Then",
    "against_centre",
    "against_expected",
    "against_limit",
    "against_parts",
    "against_spending",
    "against_whole",
    "at_price",
    "cells_of",
    "contract_head",
    "fitting",
    "held_value",
    "merged",
    "priced",
    "priced_all",
    "share",
    "sum_in",
]

STRICT, ROUND_UP, FREE = "strict", "round_up", "free"
MOST_LINES = 10_000
LONGEST_NOTE = 200


@dataclass(frozen=True, slots=True)
class OrderLine:
    """What a buyer asks for: a quantity in the product's unit, and what he wrote beside it."""

    product: int
    quantity: Decimal
    note: str = ""


class When(StrEnum):
    """How an order is to come: each part when it is there, all of it together, or what can be there by a day."""

    NOW = "now"
    TOGETHER = "together"
    BY = "by"


@dataclass(frozen=True, slots=True)
class Wish:
    """How an order is to come, and by which day where it is to be there by one."""

    when: When = When.NOW
    on: date | None = None

    @property
    def by(self) -> date | None:
        """After this day nothing of it is wanted; None: whenever it is there."""
        return self.on if self.when is When.BY else None


AS_IT_COMES = Wish()


class Offer(Protocol):
    """What his contract says of the product. ``price`` is per unit, None where nothing is published."""

    @property
    def article(self) -> str: ...
    @property
    def is_visible(self) -> bool: ...
    @property
    def price(self) -> Decimal | None: ...
    @property
    def is_vat_included(self) -> bool: ...
    @property
    def vat(self) -> VatRate: ...
    @property
    def multiple(self) -> Decimal: ...
    @property
    def minimum(self) -> Decimal: ...


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line ready to be ordered; ``sum`` is with VAT, ``vat`` the tax inside it."""

    product: int
    quantity: Decimal
    price: Decimal
    vat_percent: Decimal | None
    sum: Decimal
    vat: Decimal


_NOT_PROMISED: Mapping[int, PricedLine] = MappingProxyType({})


def merged(lines: Iterable[OrderLine]) -> list[OrderLine]:
    """One line a product, in the order of their first appearance, with all that was written beside it."""
    found: dict[int, OrderLine] = {}
    for line in lines:
        first = found.get(line.product)
        found[line.product] = line if first is None else _together(first, line)
    return list(found.values())


def _together(first: OrderLine, second: OrderLine) -> OrderLine:
    note = "; ".join(dict.fromkeys(filter(None, [first.note, second.note])))
    return OrderLine(first.product, first.quantity + second.quantity, note)


def fitting(quantity: Decimal, *, multiple: Decimal, minimum: Decimal) -> Decimal:
    """The smallest quantity not below what is asked that fits the multiple and the minimum."""
    wanted = max(quantity, minimum)
    return (wanted / multiple).to_integral_value(ROUND_CEILING) * multiple


def priced(
    line: OrderLine, offer: Offer | None, *, pack_rule: str, promised: PricedLine | None = None
) -> PricedLine | Refusal:
    """The line with its price and sums, or the reason why it can't be ordered.

    What was ``promised`` for this very quantity holds, whatever the price and the packs have become.
    """
    if offer is None or not offer.is_visible:
        return Refusal("orders.not_in_assortment", product=line.product)
    if promised and promised.quantity == line.quantity:
        return promised
    if line.quantity <= 0:
        return Refusal("orders.quantity_not_positive", product=line.product, article=offer.article)
    fit = fitting(line.quantity, multiple=offer.multiple, minimum=offer.minimum)
    quantity = line.quantity if pack_rule == FREE else fit
    if pack_rule == STRICT and fit != line.quantity:
        return _does_not_fit(line, offer, fit)
    if offer.price is None:
        return Refusal("orders.no_price", product=line.product, article=offer.article)
    return _with_sums(line.product, quantity, offer.price, offer)


def _does_not_fit(line: OrderLine, offer: Offer, fit: Decimal) -> Refusal:
    return Refusal(
        "orders.not_multiple",
        product=line.product,
        article=offer.article,
        quantity=line.quantity,
        multiple=offer.multiple,
        minimum=offer.minimum,
        suggest=fit,
    )


def _with_sums(product: int, quantity: Decimal, price: Decimal, offer: Offer) -> PricedLine:
    total = kopecks(price * quantity)
    if not offer.is_vat_included and offer.vat.percent is not None:
        vat = vat_on_top(total, offer.vat.percent)
        return PricedLine(product, quantity, price, offer.vat.percent, total + vat, vat)
    return PricedLine(product, quantity, price, offer.vat.percent, total, offer.vat.inside(total))


def at_price(product: int, quantity: Decimal, offer: Offer) -> PricedLine:
    """So much of the product at the offer's price, which there is, whatever the packs."""
    return _with_sums(product, quantity, offer.price or Decimal(0), offer)


def priced_all(
    lines: Sequence[OrderLine],
    offers: Mapping[int, Offer],
    *,
    pack_rule: str,
    promised: Mapping[int, PricedLine] = _NOT_PROMISED,
) -> tuple[list[PricedLine], list[Refusal]]:
    """Every line priced, and every reason against the others; ``promised`` are the lines of a quote, by product."""
    answers = [
        priced(line, offers.get(line.product), pack_rule=pack_rule, promised=promised.get(line.product))
        for line in lines
    ]
    good = [answer for answer in answers if isinstance(answer, PricedLine)]
    return good, [answer for answer in answers if isinstance(answer, Refusal)]


def against_whole(*, lines: int, total: Decimal, minimum: Decimal) -> list[Refusal]:
    """The reasons against an order of so many lines, of which those that can be ordered make the total: there is none,
    or they are below the contract's minimum.
    """
    if not lines:
        return [Refusal("orders.empty")]
    if total < minimum:
        return [Refusal("orders.below_minimum", total=total, minimum=minimum, short=minimum - total)]
    return []


def against_expected(*, total: Decimal, expected: Decimal | None) -> list[Refusal]:
    """The reason against an order that costs something else than its buyer was shown."""
    if expected is None or total == expected:
        return []
    return [Refusal("orders.total_moved", total=total, expected=expected)]


def against_limit(*, wanted: Decimal, reserved: Decimal, limit: Decimal | None) -> list[Refusal]:
    """The reason against holding goods of this value on top of what the contract holds already."""
    if limit is None or reserved + wanted <= limit:
        return []
    over = reserved + wanted - limit
    return [Refusal("orders.reservation_limit", wanted=wanted, reserved=reserved, limit=limit, over=over)]


class Bounds(Protocol):
    """Until where a person orders on his own word; None: no bound."""

    @property
    def order_limit(self) -> Decimal | None: ...
    @property
    def month_limit(self) -> Decimal | None: ...
    @property
    def approval_over(self) -> Decimal | None: ...


class Centre(Protocol):
    """What an order is charged to; ``budget`` is for a calendar month, None: any sum."""

    @property
    def id(self) -> int: ...
    @property
    def code(self) -> str: ...
    @property
    def budget(self) -> Decimal | None: ...
    @property
    def is_closed(self) -> bool: ...


WAITING, APPROVED, DECLINED, WITHDRAWN = "waiting", "approved", "declined", "withdrawn"  # states of a request
# What a colleague's word turns into a yes.
APPROVABLE = frozenset(
    {"orders.over_order_limit", "orders.over_month_limit", "orders.over_company_sum", "orders.over_budget"}
)


def against_spending(
    *,
    total: Decimal,
    bounds: Bounds,
    spent: Decimal,
    centre: Centre | None,
    charged: Decimal,
    of_month: Decimal | None = None,
    to_centre: Decimal | None = None,
) -> list[Refusal]:
    """Why a person may not order for so much on his own word.

    ``spent`` is what he has ordered in the month already, ``charged`` what the cost centre was charged in it;
    ``of_month`` and ``to_centre`` are what would be added to them where that is not the total. What costs nothing is
    over no bound, also where colleagues have approved more than there was.
    """
    found = _against_own(total, total if of_month is None else of_month, bounds, spent)
    more = total if to_centre is None else to_centre
    if more > 0 and centre and centre.budget is not None and charged + more > centre.budget:
        told = {"centre_code": centre.code, "centre": centre.id}
        found.append(_over("orders.over_budget", more, centre.budget, used=charged, **told))
    return found


def _against_own(total: Decimal, of_month: Decimal, bounds: Bounds, spent: Decimal) -> list[Refusal]:
    found: list[Refusal] = []
    if bounds.order_limit is not None and total > bounds.order_limit:
        found.append(_over("orders.over_order_limit", total, bounds.order_limit))
    if bounds.month_limit is not None and of_month > 0 and spent + of_month > bounds.month_limit:
        found.append(_over("orders.over_month_limit", of_month, bounds.month_limit, used=spent))
    if bounds.approval_over is not None and total > bounds.approval_over:
        found.append(_over("orders.over_company_sum", total, bounds.approval_over))
    return found


def _over(code: str, total: Decimal, limit: Decimal, *, used: Decimal = Decimal(0), **facts: Any) -> Refusal:
    left = max(limit - used, Decimal(0))
    return Refusal(code, total=total, limit=limit, used=used, left=left, over=used + total - limit, **facts)


def against_centre(chosen: int | None, known: Mapping[int, Centre], own: Collection[int]) -> list[Refusal]:
    """Why an order can't be charged to this cost centre (None: to none) by a person who is bound to ``own``."""
    if chosen is None:
        mine = [known[one].code for one in own if one in known]
        return [Refusal("orders.centre_missing", field="centre", codes=mine)] if mine else []
    centre = known.get(chosen)
    if centre is None:
        return [Refusal("companies.centre_unknown", field="centre")]
    if own and chosen not in own:
        codes = [known[one].code for one in own if one in known]
        return [Refusal("orders.centre_not_yours", field="centre", code=centre.code, codes=codes)]
    return [Refusal("orders.centre_closed", field="centre", code=centre.code)] if centre.is_closed else []


def sum_in(value: Any) -> Any:
    """A sum that was written down as a text is a sum again; all else as it is."""
    return Decimal(value) if isinstance(value, str) and _SUM.fullmatch(value) else value


_SUM = re.compile(r"-?\d+\.\d+")


def against_parts(quantity: Decimal, *, multiple: Decimal, pack_rule: str) -> Decimal | None:
    """The part of whole packs that is to be taken instead; None where the quantity does."""
    fit = fitting(quantity, multiple=multiple, minimum=Decimal(0))
    return None if pack_rule == FREE or fit == quantity else fit


def held_value(total: Decimal, *, ordered: Decimal, held: Decimal) -> Decimal:
    """What so much of a line is worth while it is held."""
    return total if held == ordered else kopecks(total * held / ordered)


def share(total: Decimal, *, whole: Decimal, before: Decimal, part: Decimal) -> Decimal:
    """The part's share of a line's sum to the kopeck, such that the shares of all parts add up to the sum.

    ``before`` is what of the line was shared out already, in the same unit as ``part`` and ``whole``.
    """
    return kopecks(total * (before + part) / whole) - kopecks(total * before / whole)
