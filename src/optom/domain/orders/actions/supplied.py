"""Promises of suppliers' goods: they move onto what comes, or are broken where the goods are gone (ADR 0060)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import groupby

from django.db import transaction

from optom.base.sql import Row, statements
from optom.base.waiting import refused_when_busy
from optom.domain.companies import queries as companies
from optom.domain.credit import actions as credit
from optom.domain.journal import actions as journal
from optom.domain.orders import events, queries
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from optom.domain.stock.rules import Held

from .calling_off import lose, tell_lost
from .keeping import Untils
from .reservations import BUSY, named

_sql = statements("optom.domain.orders")
_NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class Moved:
    """So much of what a line was promised of a supplier's goods comes by an arrival, and ``gone`` does not come.

    Where its contract may not take from the ``warehouse`` of the arrival, the promise stays with the supplier.
    Of several supplies that of ``source`` goes first; what another source was to bring is not lost by it.
    """

    line: int
    source: int
    arrival: int | None
    warehouse: int
    quantity: Decimal
    gone: Decimal = _NOTHING


@dataclass(frozen=True, slots=True)
class _Parts:
    """What becomes of holds: of which arrival they are from now on, and what of them is given up."""

    moved: list[tuple[Held, int, Decimal]]
    gone: list[tuple[Held, Decimal]]


def lock_promised(*, lines: Collection[int]) -> None:
    """Lock the accounts of the lines' contracts, and the lines; inside a transaction, before any goods.

    Refuses ``credit.busy``.
    """
    _locked(lines)


def move_promises(*, moves: Sequence[Moved], actor: int | None, at: datetime) -> None:
    """The lines hold so much of arrivals instead of suppliers' goods, and lose what does not come.

    They are held as long as from the new day on, and never shorter than before. Whose goods come on another day, or do
    not, is told. Inside a transaction that has locked them (`lock_promised`) and the arrivals.
    """
    if not moves:
        return
    lines, companies_of = _locked([move.line for move in moves])
    held = stock.lock_holds(owners=list(lines))
    allowed = goods.warehouses_of(contracts=list(companies_of))
    parts = _parted([_allowed(move, allowed[lines[move.line].contract_id]) for move in moves], held)
    if parts.moved:
        stock.rehold(parts=parts.moved, at=at)
        _hold_longer(lines, parts.moved, at)
        _tell_redated(lines, parts.moved, companies_of, actor=actor, at=at)
    _give_up(lines, parts.gone, companies_of, actor=actor, at=at)
    stock.take_off(parts=[*((hold, part) for hold, _arrival, part in parts.moved), *parts.gone])


@refused_when_busy(BUSY)
@transaction.atomic
def lose_supplies(
    *, lacking: Sequence[stock.Lacking], spared: Collection[int] = (), at: datetime, actor: int | None = None
) -> list[int]:
    """Suppliers have less than is promised of their goods: the lines that lose so much of it, who came last first.

    Lines that are ``spared`` go last. They wait at their own places in the queue, and their buyers are told. Refuses
    ``credit.busy`` and ``stock.busy``.
    """
    promised = queries.promised_of(arrivals=[arrival for one in lacking for arrival in one.arrivals])
    lines, companies_of = _locked([one.line for one in promised])
    held = stock.lock_holds(owners=list(lines))
    gone = [part for one in lacking for part in _last_of(one, held, spared)]
    return _give_up(lines, gone, companies_of, actor=actor, at=at)


def _locked(lines: Collection[int]) -> tuple[dict[int, Row], dict[int, int]]:
    """The lines by their numbers, and whose company each contract is of."""
    whose = _sql.rows("whose_lines", lines=sorted(set(lines)))
    contracts = {row.contract: row.company for row in whose}
    credit.lock_each(sorted(contracts))
    rows = _sql.rows("lock_lines", contracts=list(contracts), lines=[row.line for row in whose])
    return {row.id: row for row in rows}, contracts


def _allowed(move: Moved, warehouses: Collection[int]) -> Moved:
    return move if move.warehouse in warehouses else replace(move, arrival=None)


def _parted(moves: Sequence[Moved], held: Mapping[int, Sequence[Held]]) -> _Parts:
    """Which holds of suppliers' goods move and which are given up; a line may hold less of them by now."""
    arrivals = [hold.arrival for move in moves for hold in held.get(move.line, ()) if hold.arrival]
    sources = goods.sources_of(arrivals=arrivals)
    left = {hold.id: hold for some in held.values() for hold in some if hold.arrival in sources}
    parts = _Parts([], [])
    for move in moves:
        own = [left[hold.id] for hold in held.get(move.line, ()) if hold.id in left]
        own = _first_of(move.source, own, sources)
        if move.arrival is not None:
            parts.moved.extend((hold, move.arrival, part) for hold, part in _taken(own, move.quantity, left))
        refused = [left[hold.id] for hold in own if sources[hold.arrival or 0] == move.source]
        parts.gone.extend(_taken(refused, move.gone, left))
    return parts


def _first_of(source: int, holds: Sequence[Held], sources: Mapping[int, int]) -> list[Held]:
    """Those of a source before those of others, the soonest first."""

    def turn(hold: Held) -> tuple[bool, date]:
        return sources[hold.arrival or 0] != source, hold.expected_on or date.min

    return sorted(holds, key=turn)


def _taken(holds: Sequence[Held], quantity: Decimal, left: dict[int, Held]) -> Iterator[tuple[Held, Decimal]]:
    for hold in holds:
        part = min(quantity, hold.quantity)
        if part > 0:
            left[hold.id] = replace(hold, quantity=hold.quantity - part)
            quantity -= part
            yield hold, part


def _last_of(
    one: stock.Lacking, held: Mapping[int, Sequence[Held]], spared: Collection[int]
) -> Iterator[tuple[Held, Decimal]]:
    """Holds of one supply: who was promised last first, whose goods are ordered already at the end."""
    own = [hold for some in held.values() for hold in some if hold.arrival in one.arrivals]
    own.sort(key=lambda hold: (hold.owner in spared, -hold.id))
    return _taken(own, one.quantity, {})


def _give_up(
    lines: Mapping[int, Row],
    gone: Sequence[tuple[Held, Decimal]],
    companies_of: Mapping[int, int],
    *,
    actor: int | None,
    at: datetime,
) -> list[int]:
    if not gone:
        return []
    stock.give_up(parts=gone, at=at)
    lost: dict[int, Decimal] = defaultdict(Decimal)
    for hold, part in gone:
        lost[hold.owner] += part
    losing = [lines[line] for line in sorted(lost)]
    lose(losing, lost, at)
    tell_lost(losing, lost, companies_of, actor=actor, at=at)
    return [line.id for line in losing]


def _hold_longer(lines: Mapping[int, Row], moved: Sequence[tuple[Held, int, Decimal]], at: datetime) -> None:
    terms = companies.holding_terms(sorted({line.contract_id for line in lines.values()}), at)
    days = goods.days_of(arrivals=[arrival for _hold, arrival, _part in moved])
    untils: dict[int, datetime] = {}
    for hold, arrival, _part in moved:
        if one := terms.get(lines[hold.owner].contract_id):
            until = Untils(at, timedelta(hours=one.hours))[days[arrival]]
            untils[hold.owner] = max(until, untils.get(hold.owner, until))
    _sql.run("hold_longer", lines=list(untils), untils=list(untils.values()))


def _tell_redated(
    lines: Mapping[int, Row],
    moved: Sequence[tuple[Held, int, Decimal]],
    companies_of: Mapping[int, int],
    *,
    actor: int | None,
    at: datetime,
) -> None:
    """One entry of the journal for each contract; where a day is another than was told, a letter is made of it."""
    days = goods.days_of(arrivals=[arrival for _hold, arrival, _part in moved])
    told = _days(moved, days)
    deeds = []
    mine = sorted((lines[line] for line in told), key=lambda line: (line.contract_id, line.id))
    for contract, some in groupby(mine, lambda line: line.contract_id):
        own = list(some)
        facts = {
            "contract": contract,
            "company": companies_of[contract],
            "lines": {str(line.id): str(told[line.id][0]) for line in own},
            "days": {str(line.id): [str(day) for day in told[line.id][1:]] for line in own},
            "named": named(own),
        }
        is_other = any(before != after for _quantity, before, after in (told[line.id] for line in own))
        fact = (events.REDATED, facts) if is_other else None
        deeds.append(journal.Deed(f"companies.contract:{contract}", companies_of[contract], facts, fact))
    journal.record_each(act="orders.redate", actor=actor, at=at, deeds=deeds)


def _days(
    moved: Sequence[tuple[Held, int, Decimal]], days: Mapping[int, date]
) -> dict[int, tuple[Decimal, date, date]]:
    """By line: how much of it comes, the last day that was told of it, the last day now."""
    found: dict[int, tuple[Decimal, date, date]] = {}
    for hold, arrival, part in moved:
        quantity, before, after = found.get(hold.owner, (_NOTHING, date.min, date.min))
        was = hold.expected_on or date.min
        found[hold.owner] = quantity + part, max(before, was), max(after, days[arrival])
    return found
