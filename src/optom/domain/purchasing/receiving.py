"""What came of an order to a supplier by his paper: how much of it sound, damaged, or something else instead."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.texts import too_long
from optom.base.waiting import refused_when_busy
from optom.domain.costs import actions as costs
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as ordered
from optom.domain.stock.importing import ArrivalRow, Come, import_arrivals, lock_coming, receive_arrivals, take_turn

from . import events
from .announcing import reference
from .needing import BUSY, measure_of
from .ordering import LEAST_PRICE, LEAST_QUANTITY, locked, not_above_nought
from .rules import State

_sql = statements(__package__)
_MOST, _NOTHING, _PAPER = Decimal(10**10), Decimal(0), 60
RECEIVED = "receipt_cost"


@dataclass(frozen=True, slots=True)
class Came:
    """Of a line so much came sound and so much damaged, at that price on the paper (None: as confirmed).

    ``still`` is what was awaited of it when it was counted (None: nobody looked).
    """

    line: int
    came: Decimal
    damaged: Decimal = _NOTHING
    price: Decimal | None = None
    still: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Instead:
    """So much of another product came instead of a line's, at that price on the paper in the line's currency."""

    line: int
    product: int
    quantity: Decimal
    price: Decimal


@refused_when_busy(BUSY)
@transaction.atomic
def receive(
    *,
    order: int,
    came: Sequence[Came],
    instead: Sequence[Instead] = (),
    paper: str = "",
    awaits_rest: bool | None = None,
    actor: int | None,
    at: datetime,
) -> int:
    """What came by one paper stands in the warehouse; the number of the receipt. Its statements are constant.

    Damaged goods are written down and are no stock. What is lacking of the named lines is awaited or called off: as
    ``awaits_rest`` says, None: as is agreed with the supplier; who was promised it waits again and is told, and it is
    short. What came instead is stock of its own product. Refuses `accounts.may_not`, `purchasing.no_order`,
    `purchasing.not_in_state`, `input.too_long`, together what `_objections` tell; `credit.busy`, `stock.busy`,
    `purchasing.busy`.
    """
    locked(order, State.CONFIRMED, actor=actor, act="receive_arrival")
    refuse_all(too_long(paper=(paper, _PAPER)))
    awaited = {row.line: row for row in _sql.rows("awaited", order=order)}
    known = {row.product for row in _sql.rows("lines_of", order=order)}
    refuse_all(_objections(came, instead, awaited, known))
    over = _called_off(came, awaited, awaits_rest=awaits_rest)
    credit.lock_each({one.contract for one in ordered.promised_of(arrivals=list(over))} if over else ())
    if instead:
        take_turn()
    receipt = _write(order, came, instead, awaited, paper=paper, actor=actor, at=at)
    come = [Come(awaited[one.line].arrival, one.came, is_whole=False) for one in came if one.came]
    if instead:
        come += _announced_instead(order, receipt, at=at)
    lock_coming({one.arrival for one in come} | over.keys())
    if come:
        receive_arrivals(come, actor=actor, at=at)
    if over:
        orders.call_off(arrivals=list(over), actor=None, at=at)  # what the terms say, whoever has counted
    _journal(order, receipt, came, instead, awaited, paper=paper, actor=actor, at=at)
    measure_of(sorted(over.values()), at=at)
    return receipt


def tell_receipt_costs(*, receipt: int, at: datetime) -> int:
    """What goods have cost by a supplier's paper is their cost by receipt; how many figures have changed.

    A unit in our warehouse in roubles without VAT: what was reckoned when it was ordered, in proportion to the price.
    """
    with transaction.atomic():
        costs.begin_telling()
        _sql.run("tell_receipt", receipt=receipt, input=RECEIVED)
        return costs.tell(source=f"receipt:{receipt}", at=at)


def _objections(
    came: Sequence[Came], instead: Sequence[Instead], awaited: Mapping[int, Row], known: set[int]
) -> Iterator[Refusal]:
    if not came and not instead:
        yield Refusal("purchasing.nothing_came")
    yield from _objections_to_count(came, awaited)
    named: set[tuple[int, int]] = set()
    for other in instead:
        if (other.line, other.product) in named:
            yield Refusal("purchasing.named_twice", line=other.line)
        named.add((other.line, other.product))
        if other.line not in awaited:
            yield Refusal("purchasing.not_awaited", line=other.line)
        if other.product in known:
            yield Refusal("purchasing.is_ordered", field=f"instead-{other.line}")
        if not LEAST_QUANTITY <= other.quantity < _MOST:
            yield not_above_nought(f"quantity-{other.line}")
        if not LEAST_PRICE <= other.price < _MOST:
            yield not_above_nought(f"cost-{other.line}")


def _objections_to_count(came: Sequence[Came], awaited: Mapping[int, Row]) -> Iterator[Refusal]:
    seen: set[int] = set()
    for one in came:
        row = awaited.get(one.line)
        if row is None:
            yield Refusal("purchasing.not_awaited", line=one.line)
        elif one.line in seen:
            yield Refusal("purchasing.named_twice", line=one.line)
        elif one.still is not None and one.still != row.open:
            yield Refusal("stock.arrival_moved", still=row.open)
        seen.add(one.line)
        numbers = {"came": one.came, "damaged": one.damaged}
        yield from (_beyond(name, one.line) for name, number in numbers.items() if not _is_sensible(number))
        if one.price is not None and not LEAST_PRICE <= one.price < _MOST:
            yield not_above_nought(f"price-{one.line}")


def _is_sensible(quantity: Decimal) -> bool:
    return not quantity or LEAST_QUANTITY <= quantity < _MOST


def _beyond(field: str, line: int) -> Refusal:
    return Refusal("purchasing.out_of_bounds", field=f"{field}-{line}", most=_MOST)


def _called_off(came: Sequence[Came], awaited: Mapping[int, Row], *, awaits_rest: bool | None) -> dict[int, int]:
    """Arrivals of which nothing more comes although something lacks, each with its product."""
    rows = [(awaited[one.line], one.came) for one in came]
    return {
        row.arrival: row.product
        for row, quantity in rows
        if quantity < row.open and not (row.awaits_rest if awaits_rest is None else awaits_rest)
    }


def _write(
    order: int,
    came: Sequence[Came],
    instead: Sequence[Instead],
    awaited: Mapping[int, Row],
    *,
    paper: str,
    actor: int | None,
    at: datetime,
) -> int:
    of = {one.line: awaited[one.line] for one in came}
    rows = [
        *((one.line, of[one.line].product, of[one.line].open, one.came, one.damaged, one.price) for one in came),
        *((one.line, one.product, _NOTHING, one.quantity, _NOTHING, one.price) for one in instead),
    ]
    names = ("lines", "products", "awaited", "came", "damaged", "prices")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return int(_sql.value("write_receipt", order=order, paper=paper.strip(), actor=actor, at=at, **columns))


def _announced_instead(order: int, receipt: int, *, at: datetime) -> list[Come]:
    """Announced under a paper of its own, to be received at once with the rest."""
    paper = f"{reference(order)}/{receipt}"
    rows = [
        ArrivalRow(row.article, row.came, business_day(at), row.warehouse, reference=paper, known=row.product)
        for row in _sql.rows("came_instead", receipt=receipt)
    ]
    left: list[Refusal] = []
    import_arrivals(rows, at=at, report=lambda one: left.append(Refusal(one.code, **one.facts)))
    refuse_all(left)
    return [Come(row.id, row.quantity, is_whole=True) for row in _sql.rows("arrivals_by", reference=paper)]


def _journal(
    order: int,
    receipt: int,
    came: Sequence[Came],
    instead: Sequence[Instead],
    awaited: Mapping[int, Row],
    *,
    paper: str,
    actor: int | None,
    at: datetime,
) -> None:
    otherwise = sum(_is_otherwise(one, awaited[one.line]) for one in came) + len(instead)
    facts = {"receipt": receipt, "paper": paper.strip(), "lines": len(came), "discrepancies": otherwise}
    subject, told = f"purchasing.order:{order}", [(events.RECEIVED, {"receipt": receipt})]
    journal.record(act="purchasing.receive", actor=actor, at=at, subject=subject, facts=facts, announce=told)


def _is_otherwise(one: Came, row: Row) -> bool:
    return one.came != row.open or bool(one.damaged) or one.price not in {None, row.confirmed_price}
