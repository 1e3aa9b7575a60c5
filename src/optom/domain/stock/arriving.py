"""What is on its way, many at once: announced, changed in their day or in how much of them comes, received."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.origin import NOT_TOLD, Origin
from optom.base.origin import objections as objections_to_origin
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.staging import Outcome, Report, Skipped, copy_into, create_stage, ignore, one_at_a_time
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.catalog.rules import normalise_code
from optom.domain.journal import actions as journal

from . import events

_sql = statements(__package__)
_COLUMNS = {
    "seq": "int not null",
    "product": "text not null",
    "norm": "text not null",
    "brand": "text not null",
    "key": "text not null",
    "known": "bigint not null",
    "warehouse": "text not null",
    "expected_on": "date not null",
    "quantity": "numeric(14,3) not null",
    "reference": "text not null",
    "origin": "text not null",
    "country": "text not null",
    "declaration": "text not null",
    "rnpt": "text not null",
    "trace_unit": "text not null",
    "trace_quantity": "numeric(14,3)",
    "trace_cost": "numeric(15,2)",
}
_MOST = Decimal(10**11)
_REFERENCE = 60


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """So much of a product in all comes to a warehouse on a day; what of it has come already is counted in.

    Which product it is, the caller knows (``known``, its number), else the source's identifier says (``key``), else
    what stands for ``product``, an article or an identifier. Where they name two products the row is left out.

    Known again by the firm's own paper (``reference``), else by product, warehouse and day. An empty ``warehouse``: the
    only one there is. From where the goods ``come`` may be told; what is not told of it stays as it is known.
    """

    product: str
    quantity: Decimal
    expected_on: date
    warehouse: str = ""
    brand: str = ""
    reference: str = ""
    come: Origin = NOT_TOLD
    origin: str = ""
    key: str = ""
    known: int | None = None


@dataclass(frozen=True, slots=True)
class Come:
    """So much of an arrival has come; nothing more of it does where it ``is_whole``."""

    arrival: int
    quantity: Decimal
    is_whole: bool


@refused_when_busy(Refusal("stock.busy"))
def import_arrivals(
    rows: Iterable[ArrivalRow], *, at: datetime, actor: int | None = None, report: Report = ignore
) -> Outcome:
    """Let what is on its way be as the rows say; what is known as they say is not written.

    Reported and left out: unknown articles and warehouses, an article of several makers, numbers that name two
    products, days that have gone, less than has come or is promised, other words about what has come whole, origins
    that can't be. Who waits for goods is told.
    Refuses `accounts.may_not`, `stock.busy`.
    """
    accounts.require_desk(act="announce_arrival", actor=actor)
    with transaction.atomic():
        take_turn()
        create_stage("staged_arrivals", _COLUMNS)
        copy_into("staged_arrivals", _COLUMNS, _staged(rows, report))
        _resolve(business_day(at))
        announced, changed = _sql.run("arrivals_announce", at=at), int(_sql.value("arrivals_change", at=at))
        left = _sql.rows("arrivals_remarks")
        unchanged = _sql.value("arrivals_unchanged")
        if announced or changed:
            facts = {"announced": announced, "changed": changed}
            told = [(events.CAME, facts)]
            journal.record(act="stock.load_arrivals", actor=actor, at=at, facts=facts, announce=told)
    for row in left:
        facts = {"warehouse": row.warehouse, "expected_on": row.expected_on, "promised": row.promised}
        facts |= {"came": row.quantity, "article": row.product, "other": row.other}
        report(Skipped("arrival", row.product, row.code, facts, row.origin))
    return Outcome(announced, changed, unchanged, skipped=len(left))


def take_turn() -> None:
    """Whoever announces arrivals beside other goods of his transaction takes the turn of lists before he locks any."""
    one_at_a_time("stock.arriving", patience=PATIENCE)


def lock_coming(arrivals: Collection[int]) -> None:
    """Lock what receiving and calling off these arrivals will touch, once and in order, for an act that does both."""
    _coming(arrivals)


def _coming(arrivals: Collection[int]) -> dict[int, Row]:
    return {row.id: row for row in _sql.rows("lock_coming", arrivals=sorted(arrivals), patience=PATIENCE)}


@refused_when_busy(Refusal("stock.busy"))
def receive_arrivals(come: Sequence[Come], *, at: datetime, actor: int | None) -> None:
    """As `actions.receive` does of one, with the origin that is known of each; the number of statements is constant.

    Each arrival once, of each more than nothing. Refuses `accounts.may_not`, `stock.busy`, and together
    `stock.arrival_unknown`, `stock.not_a_quantity`, `stock.less_than_promised`.
    """
    accounts.require_desk(act="receive_arrival", actor=actor)
    with transaction.atomic():
        known = _coming([one.arrival for one in come])
        refuse_all(_objections(come, known))
        _sql.run(
            "receive_each",
            arrivals=[one.arrival for one in come],
            quantities=[one.quantity for one in come],
            are_whole=[one.is_whole or one.quantity >= known[one.arrival].open for one in come],
            at=at,
        )
        journal.record_each(act="stock.receive", actor=actor, at=at, deeds=[_received(one) for one in come])


def _objections(come: Sequence[Come], known: Mapping[int, Row]) -> Iterator[Refusal]:
    for one in come:
        row = known.get(one.arrival)
        if row is None:
            yield Refusal("stock.arrival_unknown", arrival=one.arrival)
        elif not 0 < one.quantity < _MOST:
            yield Refusal("stock.not_a_quantity", field="quantity", quantity=one.quantity)
        elif one.is_whole and one.quantity < row.held:
            yield Refusal("stock.less_than_promised", promised=row.held, came=one.quantity)


def _received(one: Come) -> journal.Deed:
    """Who waits for the goods is to be told."""
    facts = {"arrival": one.arrival, "quantity": str(one.quantity)}
    return journal.Deed(f"stock.arrival:{one.arrival}", None, facts, (events.CAME, facts))


def _resolve(today: date) -> None:
    """What each row means is read under the locks of the arrivals that it may mean."""
    _sql.run("arrivals_forget")
    _sql.run("arrivals_resolve")
    _sql.rows("arrivals_lock")
    _sql.run("arrivals_match")
    _sql.run("arrivals_past", today=today)


def _staged(rows: Iterable[ArrivalRow], report: Report) -> Iterator[Sequence[Any]]:
    for seq, row in enumerate(rows):
        if not 0 <= row.quantity < _MOST:
            facts = {"quantity": row.quantity}
            report(Skipped("arrival", row.product, "stock.not_a_quantity", facts, row.origin))
            continue
        if wrong := next(objections_to_origin(row.come), None):
            report(Skipped("arrival", row.product, wrong.code, wrong.facts, row.origin))
            continue
        come = row.come
        told = come.country, come.declaration, come.rnpt, come.trace_unit, come.trace_quantity, come.trace_cost
        names = row.product, normalise_code(row.product), normalise_code(row.brand), row.key.strip(), row.known or 0
        yield (
            seq,
            *names,
            row.warehouse.strip(),
            row.expected_on,
            row.quantity,
            row.reference.strip()[:_REFERENCE],
            row.origin,
            *told,
        )
