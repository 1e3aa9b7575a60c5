"""An order to a supplier: sent, confirmed by him, or cancelled."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal

from . import events
from .announcing import announce
from .models import SupplierOrder
from .needing import BUSY, measure_of
from .rules import Said, State, Tolerance, doubts

_sql = statements(__package__)
_MOST = Decimal(10**10)
LEAST_QUANTITY, LEAST_PRICE = Decimal("0.001"), Decimal("0.0001")  # what is finer would be kept as nought


@dataclass(frozen=True, slots=True)
class Confirmed:
    """So much of a line comes at that price on that day; nothing of it: the quantity is nought."""

    line: int
    quantity: Decimal
    price: Decimal
    expected_on: date


@transaction.atomic
def send(*, order: int, actor: int | None, at: datetime) -> None:
    """The supplier has the order, and his word is waited for.

    It is of our legal entity that buys of him from then on. Refuses `accounts.may_not`, `purchasing.no_order`,
    `purchasing.not_in_state`, `purchasing.below_minimum`, which tells what it lacks, and `purchasing.buyer_unsaid`.
    """
    locked(order, State.DRAFT, actor=actor)
    below = _sql.first("still_below", order=order, day=business_day(at))
    if below is not None:
        facts = {"minimum": below.minimum_sum, "currency": below.currency, "lacking": below.lacking}
        raise Refusal("purchasing.below_minimum", **facts)
    if (buyer := _sql.value("buyer_of", order=order)) is None:
        raise Refusal("purchasing.buyer_unsaid")
    SupplierOrder.objects.filter(pk=order).update(state=State.SENT, sent_at=at, buyer=buyer)
    _sql.run("send_lines", order=order, day=business_day(at))
    _journal("send", order, actor=actor, at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def cancel(*, order: int, actor: int | None, at: datetime) -> None:
    """A draft, or what the supplier has not confirmed, is ordered no more; what it was for is short again.

    Refuses `accounts.may_not`, `purchasing.no_order`, `purchasing.not_in_state` and `purchasing.busy`.
    """
    locked(order, State.DRAFT, State.SENT, actor=actor)
    SupplierOrder.objects.filter(pk=order).update(state=State.CANCELLED)
    _journal("cancel", order, actor=actor, at=at)
    measure_of([row.product for row in _sql.rows("lines_of", order=order)], at=at)


@refused_when_busy(BUSY)
@transaction.atomic
def confirm(
    *,
    order: int,
    lines: Sequence[Confirmed],
    actor: int | None,
    at: datetime,
    program: int | None = None,
    file: str | None = None,
) -> int:
    """The supplier's word of each line; how many of them wait for a person's word.

    ``program`` is the key by which his program said it in the actor's name, ``file`` the name of a file that came by
    itself.

    What stays within the tolerances agreed is announced in the warehouse and held for those for whom it was bought;
    lines beyond wait (`deciding`), and promises of their goods with them. Lines that he does not name do not come, and
    what he confirms less of is short again. Refuses `accounts.may_not`, `purchasing.no_order`,
    `purchasing.not_in_state`, and together `purchasing.no_line`, `purchasing.named_twice`, `purchasing.out_of_bounds`,
    `purchasing.not_above_nought` and `stock.expected_in_past`; what
    `announcing.announce` refuses; `purchasing.busy`.
    """
    locked(order, State.SENT, actor=actor)
    ordered = {row.id: row for row in _sql.rows("lines_of", order=order)}
    refuse_all(_objections(lines, ordered, business_day(at)))
    doubted = _doubts(order, lines, ordered)
    _write(order, [*lines, *_unnamed(lines, ordered, business_day(at))], doubted)
    SupplierOrder.objects.filter(pk=order).update(state=State.CONFIRMED, confirmed_at=at)
    announce(order, [line for line in ordered if line not in doubted], actor=actor, at=at)
    by = {name: one for name, one in (("program", program), ("file", file)) if one is not None}
    _journal("confirm", order, actor=actor, at=at, lines=len(lines), doubted=len(doubted), **by)
    comes = {one.line: one.quantity for one in lines}
    short = [row.product for row in ordered.values() if comes.get(row.id, Decimal(0)) < row.quantity]
    measure_of(short, at=at)
    return len(doubted)


def locked(order: int, *states: State, actor: int | None, act: str = "run_feeds") -> Row:
    """The order, which stands in one of the states, locked; refuses as all acts of orders do."""
    accounts.require_desk(act=act, actor=actor)
    row = _sql.first("lock_order", order=order)
    if row is None:
        raise Refusal("purchasing.no_order")
    if row.state not in states:
        raise Refusal("purchasing.not_in_state", state=row.state)
    return row


def not_above_nought(field: str) -> Refusal:
    """A price, or a quantity of what must be something, that is nought or more than can be kept."""
    return Refusal("purchasing.not_above_nought", field=field, most=_MOST)


def _objections(lines: Sequence[Confirmed], ordered: Mapping[int, Row], today: date) -> Iterator[Refusal]:
    seen: set[int] = set()
    for one in lines:
        if one.line not in ordered:
            yield Refusal("purchasing.no_line", line=one.line)
        elif one.line in seen:
            yield Refusal("purchasing.named_twice", line=one.line)
        seen.add(one.line)
        if one.quantity and not LEAST_QUANTITY <= one.quantity < _MOST:
            yield Refusal("purchasing.out_of_bounds", field=f"quantity-{one.line}", most=_MOST)
        if not LEAST_PRICE <= one.price < _MOST:
            yield not_above_nought(f"price-{one.line}")
        if one.quantity and one.expected_on < today:
            yield Refusal("stock.expected_in_past", field=f"expected_on-{one.line}", expected_on=one.expected_on)


def _doubts(order: int, lines: Sequence[Confirmed], ordered: Mapping[int, Row]) -> dict[int, str]:
    """What a person has to look at, of the lines of which there is something."""
    row = _sql.one("tolerance", order=order)
    tolerance = Tolerance(row.percent, row.days)
    found = {}
    for one in lines:
        meant = ordered[one.line]
        was, said = Said(meant.quantity, meant.price, meant.due_on), Said(one.quantity, one.price, one.expected_on)
        found[one.line] = " ".join(doubts(was, said, tolerance))
    return {line: doubt for line, doubt in found.items() if doubt}


def _unnamed(lines: Sequence[Confirmed], ordered: Mapping[int, Row], today: date) -> Iterator[Confirmed]:
    named = {one.line for one in lines}
    for row in ordered.values():
        if row.id not in named:
            yield Confirmed(row.id, Decimal(0), row.price, today)


def _write(order: int, lines: Sequence[Confirmed], doubted: Mapping[int, str]) -> None:
    _sql.run(
        "confirm_lines",
        order=order,
        lines=[one.line for one in lines],
        quantities=[one.quantity for one in lines],
        prices=[one.price for one in lines],
        days=[one.expected_on for one in lines],
        doubts=[doubted.get(one.line, "") for one in lines],
    )


def _journal(act: str, order: int, *, actor: int | None, at: datetime, **facts: int | str) -> None:
    """What of suppliers' goods can be promised is another now."""
    told = [(events.ORDERED, {"products": [row.product for row in _sql.rows("lines_of", order=order)]})]
    subject = f"purchasing.order:{order}"
    journal.record(act=f"purchasing.{act}", actor=actor, at=at, subject=subject, facts=facts, announce=told)
