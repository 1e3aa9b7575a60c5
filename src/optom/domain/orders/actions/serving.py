"""Goods that came free go to the lines that wait for them, first come, first served (ADR 0016)."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal
from optom.base.sql import Row, statements, together
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.credit.queries import AccountRow
from optom.domain.journal import actions as journal
from optom.domain.orders import waiting
from optom.domain.orders.waiting import Given, Place, Waiting
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from optom.domain.stock.rules import Promise, Source, promise

from .keeping import Untils
from .reservations import BUSY, named

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)
LINES_AT_ONCE = 500  # their locks are held for about a tenth of a second


def serve_waiting(*, at: datetime) -> int:
    """Hold free goods for the lines that wait for them, by their moments in the queue; how many got some.

    What stands goes first, then what comes, then what suppliers have, where the terms let it be promised. A contract
    gets what it may take, from its warehouses and within its limit of reserves; what it can't take goes to those behind
    it. Four statements say who gets what, then at most eleven serve some contracts together, in a transaction of their
    own. With whom somebody works at this moment is served by himself after the others; who is busy still keeps his
    turn: what was meant for him is given to nobody else by this call, and the next one finds it.
    """
    given = _plan(at)
    promised = by_product(waiting.promised_of(given))
    turns = by_contract(given)
    idle = Round(promised, at, credit.lock_idle)
    served = sum(_served_unless_busy(some, idle) for some in _some_at_once(turns))
    late = Round(promised, at, _lock_patiently)
    passed_over = by_contract([one for one in given if one.waiting.line not in idle.met])
    return served + sum(_served_unless_busy({contract: part}, late) for contract, part in _parts(passed_over))


def _plan(at: datetime) -> list[Given]:
    """Who is to get what, as things stand; nothing is locked."""
    queue = [Waiting(*row) for row in _sql.rows("queue", at=at)]
    if not queue:
        return []
    allowed = goods.warehouses_of(contracts=sorted({one.contract for one in queue}))
    products = sorted({one.product for one in queue})
    free = goods.free(products=products) + goods.free_supplies(products=products, at=at)
    return waiting.shared_out(queue, free, allowed)


@dataclass(frozen=True, slots=True)
class Round:
    """What of each source, by product, is meant for lines that have not got it yet; which lines have had their turn."""

    promised: Mapping[int, dict[Place, Decimal]]
    at: datetime
    lock: Callable[[Sequence[int]], Mapping[int, AccountRow]]
    met: set[int] = field(default_factory=set)

    def promised_of(self, products: Iterable[int]) -> dict[Place, Decimal]:
        """What of these products is meant for anybody still."""
        return {place: left for product in products for place, left in self.promised[product].items() if left}


def _lock_patiently(contracts: Sequence[int]) -> Mapping[int, AccountRow]:
    return {contract: credit.lock(contract) for contract in contracts}


def by_product(promised: Mapping[Place, Decimal]) -> dict[int, dict[Place, Decimal]]:
    """What of each source is promised, by the products."""
    found: dict[int, dict[Place, Decimal]] = {}
    for place, quantity in promised.items():
        found.setdefault(place[0], {})[place] = quantity
    return found


def by_contract(given: Sequence[Given]) -> dict[int, list[Given]]:
    """Contracts in the order of their first lines."""
    found: dict[int, list[Given]] = {}
    for one in given:
        found.setdefault(one.waiting.contract, []).append(one)
    return found


def _some_at_once(turns: Mapping[int, list[Given]]) -> Iterator[dict[int, list[Given]]]:
    """The same contracts, a few at once, one of very many lines by parts."""
    some: dict[int, list[Given]] = {}
    lines = 0
    for contract, part in _parts(turns):
        if some and lines + len(part) > LINES_AT_ONCE:
            yield some
            some, lines = {}, 0
        some[contract] = part
        lines += len(part)
    if some:
        yield some


def _parts(turns: Mapping[int, list[Given]]) -> Iterator[tuple[int, list[Given]]]:
    for contract, mine in turns.items():
        for first in range(0, len(mine), LINES_AT_ONCE):
            yield contract, mine[first : first + LINES_AT_ONCE]


def _served_unless_busy(turns: Mapping[int, list[Given]], round_: Round) -> int:
    try:
        return serve(turns, round_)
    except Refusal as refusal:
        if refusal.code not in {"credit.busy", BUSY.code}:
            raise
        return 0


@refused_when_busy(BUSY)
@transaction.atomic
def serve(turns: Mapping[int, list[Given]], round_: Round) -> int:
    """Hold what is meant for the lines of some contracts, in one transaction; how many lines got some."""
    accounts = round_.lock(sorted(turns))
    terms = companies.holding_terms(list(accounts), round_.at)
    given = [one for contract in turns if contract in terms for one in turns[contract]]
    if not given:
        return 0
    rows = _sql.rows("lock_lines", contracts=list(terms), lines=[one.waiting.line for one in given])
    lines = {row.id: row for row in rows}
    promised = round_.promised_of({one.waiting.product for one in given})
    there = waiting.still_there(given, promised, waiting.free_of(_lock_free(promised, round_.at)))
    gets = list(_now(there, lines, _rooms(accounts, terms)))
    if gets:
        _hold(gets, terms, round_.at)
        _journal(gets, lines, terms, round_.at)
    _turn_has_come(given, there, round_)
    return len(gets)


def _lock_free(places: Iterable[Place], at: datetime) -> list[Source]:
    """What is free there, what stands and comes before what suppliers have."""
    own = [place[:3] for place in places if place[3] is None]
    supplies = [place[3] for place in places if place[3] is not None]
    return stock.lock_free(own) + (stock.lock_free_supplies(supplies=supplies, at=at) if supplies else [])


def _rooms(
    accounts: Mapping[int, AccountRow], terms: Mapping[int, companies.HoldingTerms]
) -> dict[int, Decimal | None]:
    """The sum that each contract may still hold; None: any."""
    return {
        contract: None if one.limit is None else one.limit - accounts[contract].reserved
        for contract, one in terms.items()
    }


def _turn_has_come(given: Sequence[Given], there: Sequence[Given], round_: Round) -> None:
    """What they leave is for the next look."""
    round_.met.update(one.waiting.line for one in given)
    for place, quantity in waiting.promised_of(there).items():
        round_.promised[place[0]][place] -= quantity


def _now(given: Sequence[Given], lines: Mapping[int, Row], rooms: dict[int, Decimal | None]) -> Iterator[Given]:
    """The same under the locks: a line may wait for less, a limit be taken by now. Nobody gets more than was meant."""
    for one in given:
        line, contract = _as_it_stands(one, lines[one.waiting.line]), one.waiting.contract
        room = rooms[contract]
        meant = [replace(source, free=part) for source, part in one.parts]
        parts = promise(quantity=waiting.most_within(line, room), sources=meant)
        if parts:
            gets = Given(line, parts)
            rooms[contract] = None if room is None else room - gets.worth
            yield gets


def _as_it_stands(one: Given, row: Row) -> Waiting:
    waits = row.ordered - row.reserved - row.shipped - row.cancelled
    quantity = min(one.quantity, waits)
    return replace(one.waiting, quantity=quantity, sum=row.sum, ordered=row.ordered, reserved=row.reserved)


def _hold(gets: Sequence[Given], terms: Mapping[int, companies.HoldingTerms], at: datetime) -> None:
    untils = {hours: Untils(at, timedelta(hours=hours)) for hours in {one.hours for one in terms.values()}}
    held = stock.with_arrivals(source for one in gets for source, _part in one.parts)
    parts = [(one.waiting, held[source], part) for one in gets for source, part in one.parts]
    worths: dict[int, Decimal] = {}
    for one in gets:
        worths[one.waiting.contract] = worths.get(one.waiting.contract, _NOTHING) + one.worth
    with together():
        stock.hold_each(
            contracts=[line.contract for line, _, _ in parts],
            promises=[
                Promise(line.line, source.product, source.warehouse, source.arrival, part)
                for line, source, part in parts
            ],
            at=at,
        )
        _sql.run(
            "serve_lines",
            lines=[one.waiting.line for one in gets],
            reserved=[one.quantity for one in gets],
            untils=[_until(one, untils[terms[one.waiting.contract].hours]) for one in gets],
        )
        credit.change_reserved(worths, at=at)


def _until(one: Given, untils: Untils) -> datetime:
    return max(untils[source.expected_on] for source, _ in one.parts)


def _journal(
    gets: Sequence[Given], lines: Mapping[int, Row], terms: Mapping[int, companies.HoldingTerms], at: datetime
) -> None:
    deeds = [
        journal.Deed(
            subject=f"companies.contract:{contract}",
            company=terms[contract].company,
            facts={
                "contract": contract,
                "lines": {str(one.waiting.line): str(one.quantity) for one in mine},
                "named": named([lines[one.waiting.line] for one in mine]),
            },
        )
        for contract, mine in by_contract(gets).items()
    ]
    journal.record_each(act="orders.serve", actor=None, at=at, deeds=deeds)
