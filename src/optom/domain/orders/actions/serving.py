"""Goods that came free go to the lines that wait for them, first come, first served (ADR 0016)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements, together
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import waiting
from optom.domain.orders.waiting import Given, Place, Waiting
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from optom.domain.stock.rules import Promise, Source, promise

from .keeping import Untils
from .reservations import BUSY, lines_of

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


def serve_waiting(*, at: datetime) -> int:
    """Hold free goods for the lines that wait for them, by the order in which they were placed; how many got some.

    What stands goes first, then what comes. A contract gets what it may take, from its warehouses and within its limit
    of reserves; what it can't take goes to those behind it. Three statements say who gets what, then at most nine
    serve a contract, each in a transaction of its own. Whoever is busy at this very moment keeps his turn: what was
    meant for him is given to nobody else by this call, and the next one finds it.
    """
    given = _plan(at)
    promised = waiting.promised_of(given)
    return sum(_served_unless_busy(contract, mine, promised, at) for contract, mine in _by_contract(given).items())


def _plan(at: datetime) -> list[Given]:
    """Who is to get what, as things stand; nothing is locked."""
    queue = [Waiting(*row) for row in _sql.rows("queue", at=at)]
    if not queue:
        return []
    allowed = goods.warehouses_of(contracts=sorted({one.contract for one in queue}))
    free = goods.free(products=sorted({one.product for one in queue}))
    return waiting.shared_out(queue, free, allowed)


def _by_contract(given: Sequence[Given]) -> dict[int, list[Given]]:
    """Contracts in the order of their first lines."""
    found: dict[int, list[Given]] = {}
    for one in given:
        found.setdefault(one.waiting.contract, []).append(one)
    return found


def _served_unless_busy(contract: int, given: Sequence[Given], promised: dict[Place, Decimal], at: datetime) -> int:
    try:
        return _serve(contract, given, promised, at)
    except Refusal as refusal:
        if refusal.code not in {"credit.busy", BUSY.code}:
            raise
        return 0


@refused_when_busy(BUSY)
@transaction.atomic
def _serve(contract: int, given: Sequence[Given], promised: dict[Place, Decimal], at: datetime) -> int:
    standing = companies.standing(contract, None, at)
    if standing.objections("order"):
        return 0
    account = credit.lock(contract)
    lines = {row.id: row for row in lines_of(contract=contract, lines=[one.waiting.line for one in given])}
    free = waiting.free_of(_locked_goods(contract, given))
    limit = standing.terms.reservation_limit
    room = None if limit is None else limit - account.reserved
    there = waiting.still_there(given, promised, free)
    gets = list(_now(there, lines, room))
    for place, quantity in waiting.promised_of(
        there
    ).items():  # their turn has come; what they leave is for the next look
        promised[place] -= quantity
    if gets:
        _hold(contract, gets, timedelta(hours=standing.terms.reservation_hours), at)
        _journal(standing.contract, gets, at)
    return len(gets)


def _locked_goods(contract: int, given: Sequence[Given]) -> list[Source]:
    """The goods that were meant for the lines, locked; what of them is free."""
    products = sorted({one.waiting.product for one in given})
    sources = stock.lock_on_hand(contract=contract, products=products)
    if any(source.arrival for one in given for source, _ in one.parts):
        sources += stock.lock_arrivals(contract=contract, products=products)
    return sources


def _now(given: Sequence[Given], lines: Mapping[int, Row], room: Decimal | None) -> Iterator[Given]:
    """The same under the locks: a line may wait for less, a limit be taken by now. Nobody gets more than was meant."""
    for one in given:
        line = _as_it_stands(one, lines[one.waiting.line])
        meant = [replace(source, free=part) for source, part in one.parts]
        parts = promise(quantity=waiting.most_within(line, room), sources=meant)
        if parts:
            gets = Given(line, parts)
            room = None if room is None else room - gets.worth
            yield gets


def _as_it_stands(one: Given, row: Row) -> Waiting:
    waits = row.ordered - row.reserved - row.shipped - row.cancelled
    quantity = min(one.quantity, waits)
    return replace(one.waiting, quantity=quantity, sum=row.sum, ordered=row.ordered, reserved=row.reserved)


def _hold(contract: int, gets: Sequence[Given], span: timedelta, at: datetime) -> None:
    untils = Untils(at, span)
    promises = [
        Promise(one.waiting.line, source.product, source.warehouse, source.arrival, part)
        for one in gets
        for source, part in one.parts
    ]
    with together():
        stock.hold(contract=contract, promises=promises, at=at)
        _sql.run(
            "serve_lines",
            lines=[one.waiting.line for one in gets],
            reserved=[one.quantity for one in gets],
            untils=[max(untils[source.expected_on] for source, _ in one.parts) for one in gets],
        )
        credit.change(contract=contract, reserved=sum((one.worth for one in gets), _NOTHING), at=at)


def _journal(contract: companies.ContractRow, gets: Sequence[Given], at: datetime) -> None:
    facts = {"contract": contract.id, "lines": {str(one.waiting.line): str(one.quantity) for one in gets}}
    journal.record(
        act="orders.serve",
        actor=None,
        at=at,
        subject=f"companies.contract:{contract.id}",
        company=contract.company,
        facts=facts,
    )
