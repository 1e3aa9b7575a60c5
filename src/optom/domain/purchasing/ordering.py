"""An order to a supplier: sent, confirmed by him, or cancelled. What comes of it is received as every arrival."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.stock.importing import ArrivalRow, import_arrivals

from . import events
from .models import SupplierOrder
from .promises import keeping_promises
from .rules import State

_sql = statements(__package__)
_MOST = Decimal(10**10)


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

    Refuses `accounts.may_not`, `purchasing.no_order`, `purchasing.not_in_state` and `purchasing.below_minimum`, which
    tells what it lacks.
    """
    _locked(order, State.DRAFT, actor=actor)
    below = _sql.first("still_below", order=order, day=business_day(at))
    if below is not None:
        facts = {"minimum": below.minimum_sum, "currency": below.currency, "lacking": below.lacking}
        raise Refusal("purchasing.below_minimum", **facts)
    SupplierOrder.objects.filter(pk=order).update(state=State.SENT, sent_at=at)
    _journal("send", order, actor=actor, at=at)


@transaction.atomic
def cancel(*, order: int, actor: int | None, at: datetime) -> None:
    """A draft, or what the supplier has not confirmed, is ordered no more; what it was for is short again.

    Refuses `accounts.may_not`, `purchasing.no_order` and `purchasing.not_in_state`.
    """
    _locked(order, State.DRAFT, State.SENT, actor=actor)
    SupplierOrder.objects.filter(pk=order).update(state=State.CANCELLED)
    _journal("cancel", order, actor=actor, at=at)


@transaction.atomic
def confirm(*, order: int, lines: Sequence[Confirmed], actor: int | None, at: datetime) -> None:
    """The supplier's word of each line: what comes is announced in the warehouse, and who waits for it is told.

    Lines that he does not name do not come. Refuses `accounts.may_not`, `purchasing.no_order`,
    `purchasing.not_in_state`, and together `purchasing.no_line`, `purchasing.named_twice`, `purchasing.out_of_bounds`
    and `stock.expected_in_past`; what can't be announced is refused as `stock.importing` tells it.
    """
    _locked(order, State.SENT, actor=actor)
    ordered = {row.id: row for row in _sql.rows("lines_of", order=order)}
    refuse_all(_objections(lines, ordered, business_day(at)))
    with keeping_promises(order, actor=actor, at=at):
        _write(order, [*lines, *_unnamed(lines, ordered, business_day(at))])
        _announce(order, actor=actor, at=at)
    SupplierOrder.objects.filter(pk=order).update(state=State.CONFIRMED, confirmed_at=at)
    _journal("confirm", order, actor=actor, at=at)


def _locked(order: int, *states: State, actor: int | None) -> None:
    accounts.require_desk(act="run_feeds", actor=actor)
    row = _sql.first("lock_order", order=order)
    if row is None:
        raise Refusal("purchasing.no_order")
    if row.state not in states:
        raise Refusal("purchasing.not_in_state", state=row.state)


def _objections(lines: Sequence[Confirmed], ordered: Mapping[int, Row], today: date) -> Iterator[Refusal]:
    seen: set[int] = set()
    for one in lines:
        if one.line not in ordered:
            yield Refusal("purchasing.no_line", line=one.line)
        elif one.line in seen:
            yield Refusal("purchasing.named_twice", line=one.line)
        seen.add(one.line)
        if not 0 <= one.quantity < _MOST:
            yield Refusal("purchasing.out_of_bounds", field=f"quantity-{one.line}", most=_MOST)
        if not 0 < one.price < _MOST:
            yield Refusal("purchasing.out_of_bounds", field=f"price-{one.line}", most=_MOST)
        if one.quantity and one.expected_on < today:
            yield Refusal("stock.expected_in_past", field=f"expected_on-{one.line}", expected_on=one.expected_on)


def _unnamed(lines: Sequence[Confirmed], ordered: Mapping[int, Row], today: date) -> Iterator[Confirmed]:
    named = {one.line for one in lines}
    for row in ordered.values():
        if row.id not in named:
            yield Confirmed(row.id, Decimal(0), row.price, today)


def _write(order: int, lines: Sequence[Confirmed]) -> None:
    _sql.run(
        "confirm_lines",
        order=order,
        lines=[one.line for one in lines],
        quantities=[one.quantity for one in lines],
        prices=[one.price for one in lines],
        days=[one.expected_on for one in lines],
    )


def _announce(order: int, *, actor: int | None, at: datetime) -> None:
    """One list of arrivals, known by the order's own paper."""
    paper = reference(order)
    rows = [
        ArrivalRow(row.article, row.confirmed, row.expected_on, row.warehouse, row.brand, paper)
        for row in _sql.rows("to_announce", order=order)
    ]
    left: list[Refusal] = []
    import_arrivals(rows, at=at, actor=actor, report=lambda one: left.append(Refusal(one.code, **one.facts)))
    refuse_all(left)
    _sql.run("link_arrivals", order=order, reference=paper)


def reference(order: int) -> str:
    """The paper by which the warehouse knows what comes by an order."""
    return f"PO-{order}"


def _journal(act: str, order: int, *, actor: int | None, at: datetime) -> None:
    """What of suppliers' goods can be promised is another now."""
    told = [(events.ORDERED, {"products": [row.product_id for row in _sql.rows("lines_of", order=order)]})]
    journal.record(act=f"purchasing.{act}", actor=actor, at=at, subject=f"purchasing.order:{order}", announce=told)
