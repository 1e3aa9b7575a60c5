"""Hold, give back, take and receive goods. All but ``receive`` and ``count`` run inside the caller's transaction.

Every act touches each balance once, in the order of (product, warehouse), after the contract's credit row.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.companies import actions as companies
from optom.domain.journal import actions as journal

from . import events, queries
from .models import Warehouse, Workplace
from .rules import Held, Promise, Source, give_back

_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class Taken:
    """So much of what an owner holds on hand in a warehouse leaves it."""

    owner: int
    warehouse: int
    quantity: Decimal


def lock_on_hand(*, contract: int, products: Sequence[int]) -> list[Source]:
    """Lock the products in the contract's warehouses and tell what is free on hand; inside a transaction."""
    rows = _sql.rows("lock_balances", contract=contract, products=list(products))
    return [Source(row.product_id, row.warehouse_id, row.free) for row in rows]


def lock_arrivals(*, contract: int, products: Sequence[int]) -> list[Source]:
    """Lock the open arrivals of the products and tell what of them can be promised, soonest first."""
    rows = _sql.rows("lock_arrivals", contract=contract, products=list(products))
    found = [Source(row.product_id, row.warehouse_id, row.free, row.arrival_id, row.expected_on) for row in rows]
    return sorted(found, key=lambda source: (source.expected_on, source.arrival))


def lock_free(places: Iterable[tuple[int, int, int | None]]) -> list[Source]:
    """Lock goods (product, warehouse, arrival) and tell what of them is free; an arrival that came in is left out."""
    asked = list(places)
    standing = [one for one in asked if one[2] is None]
    arrivals = [one[2] for one in asked if one[2] is not None]
    found = _sql.rows("lock_free", products=[one[0] for one in standing], warehouses=[one[1] for one in standing])
    if arrivals:
        found += _sql.rows("lock_free_arrivals", arrivals=arrivals)
    return [Source(*row) for row in found]


def hold(*, contract: int, promises: Sequence[Promise], at: datetime) -> None:
    """Keep the promised goods for their owners. The sources must have been locked in this transaction."""
    hold_each(contracts=[contract] * len(promises), promises=promises, at=at)


def hold_each(*, contracts: Sequence[int], promises: Sequence[Promise], at: datetime) -> None:
    """The same, each promise for its contract. One statement."""
    if not promises:
        return
    _sql.run(
        "hold",
        contracts=list(contracts),
        owners=[promise.owner for promise in promises],
        products=[promise.product for promise in promises],
        warehouses=[promise.warehouse for promise in promises],
        arrivals=[promise.arrival for promise in promises],
        quantities=[promise.quantity for promise in promises],
        at=at,
    )


def lock_holds(*, owners: Sequence[int]) -> dict[int, list[Held]]:
    """Lock what the owners hold and the goods behind it; by owner."""
    by_owner: dict[int, list[Held]] = defaultdict(list)
    _sql.run("lock_goods_held", owners=list(owners))
    for row in _sql.rows("lock_holds", owners=list(owners)):
        by_owner[row.owner].append(
            Held(row.id, row.owner, row.product_id, row.warehouse_id, row.arrival_id, row.expected_on, row.quantity)
        )
    return by_owner


def release(*, quantities: Mapping[int, Decimal], at: datetime) -> None:
    """Give back so much of what each owner holds: first what comes latest, goods on hand last."""
    held = lock_holds(owners=list(quantities))
    freed = [part for owner, quantity in quantities.items() for part in give_back(held[owner], quantity)]
    if freed:
        _sql.run("release", holds=[part[0] for part in freed], quantities=[part[1] for part in freed], at=at)


@dataclass(frozen=True, slots=True)
class Handed:
    """So much of what an owner holds becomes another's."""

    owner: int
    to: int
    quantity: Decimal


def hand_over(*, contract: int, parts: Sequence[Handed], at: datetime) -> None:
    """Held goods go to other owners, of ``contract``, without being free in between: goods on hand last.

    Each owner hands over to one other, what he has.
    """
    held = lock_holds(owners=[part.owner for part in parts])
    handed = [
        (hold, part.to, quantity) for part in parts for hold, quantity in give_back(held[part.owner], part.quantity)
    ]
    if handed:
        _sql.run(
            "hand_over",
            contract=contract,
            holds=[one[0] for one in handed],
            owners=[one[1] for one in handed],
            quantities=[one[2] for one in handed],
            at=at,
        )


def take(*, lines: Sequence[Taken], at: datetime, subject: str) -> None:
    """Let held goods leave their warehouses; refuses ``stock.not_held`` where an owner holds less on hand there."""
    held = lock_holds(owners=[line.owner for line in lines])
    parts = [_part_of(held[line.owner], line) for line in lines if line.quantity > 0]
    if parts:
        _sql.run(
            "take",
            holds=[part[0] for part in parts],
            quantities=[part[1] for part in parts],
            at=at,
            subject=subject,
        )


def _part_of(holds: Sequence[Held], line: Taken) -> tuple[int, Decimal]:
    for held in holds:
        if held.warehouse == line.warehouse and held.arrival is None and held.quantity >= line.quantity:
            return held.id, line.quantity
    raise Refusal("stock.not_held", owner=line.owner, warehouse=line.warehouse, quantity=line.quantity)


@transaction.atomic
def announce(*, product: int, warehouse: int, quantity: Decimal, expected_on: date, at: datetime) -> int:
    """So much of a product is on its way to a warehouse, to be there on a day; the number of the arrival."""
    arrival: int = _sql.value(
        "announce", product=product, warehouse=warehouse, quantity=quantity, expected_on=expected_on, at=at
    )
    _journal("announce", arrival, at=at, quantity=str(quantity), expected_on=str(expected_on))
    return arrival


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def change_arrival(*, arrival: int, quantity: Decimal, expected_on: date, at: datetime) -> None:
    """So much of an arrival is still to come, on that day; the promises made from it stay.

    Refuses ``stock.arrival_unknown``, ``stock.less_than_promised`` and ``stock.busy``.
    """
    _open_arrival(arrival, quantity)
    _sql.run("change_arrival", arrival=arrival, quantity=quantity, expected_on=expected_on, at=at)
    _journal("change_arrival", arrival, at=at, quantity=str(quantity), expected_on=str(expected_on))


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def receive(*, arrival: int, quantity: Decimal, at: datetime) -> None:
    """An arrival came in whole or in excess: promises from it become goods held on hand.

    Refuses ``stock.less_than_promised`` when less came than was promised from it (the promises must be released
    first), ``stock.arrival_unknown`` when there is none or it has come already, and ``stock.busy``.
    """
    _open_arrival(arrival, quantity)
    _sql.run("receive", arrival=arrival, quantity=quantity, at=at)
    _journal("receive", arrival, at=at, quantity=str(quantity))


def _journal(act: str, arrival: int, *, at: datetime, **facts: str) -> None:
    """Who waits for the goods is to be told."""
    told = {"arrival": arrival, **facts}
    subject = f"stock.arrival:{arrival}"
    journal.record(act=f"stock.{act}", actor=None, at=at, subject=subject, facts=told, announce=[(events.CAME, told)])


def _open_arrival(arrival: int, quantity: Decimal) -> None:
    """Lock an arrival that is to be so much now, with the balance that it will add to."""
    _sql.run("lock_balance_of_arrival", arrival=arrival, patience=PATIENCE)
    row = _sql.first("lock_arrival", arrival=arrival)
    if row is None:
        raise Refusal("stock.arrival_unknown", arrival=arrival)
    if quantity < row.held:
        raise Refusal("stock.less_than_promised", promised=row.held, came=quantity)


def work_at(*, warehouses: Collection[int], actor: int, at: datetime, worker: int | None = None) -> None:
    """In which warehouses a worker works from now on, as he says or an administrator for him; none is every one.

    Refuses `accounts.may_not`, `stock.warehouse_unknown`.
    """
    user = actor if worker is None else worker
    accounts.require_desk(act="pick" if user == actor else "give_role", actor=actor)
    wanted = set(warehouses)
    if not wanted <= {place.id for place in queries.warehouses()}:
        raise Refusal("stock.warehouse_unknown", field="warehouse")
    with transaction.atomic():
        Workplace.objects.filter(user_id=user).delete()
        Workplace.objects.bulk_create(Workplace(user_id=user, warehouse_id=place) for place in sorted(wanted))
        facts = {"warehouses": sorted(wanted)}
        journal.record(act="stock.work_at", actor=actor, at=at, subject=f"accounts.user:{user}", facts=facts)


def set_cut_off(*, warehouse: int, cut_off: time | None, actor: int | None, at: datetime) -> None:
    """From now on what is asked before ``cut_off`` (None: at any hour) can leave the warehouse the same day.

    Refuses `accounts.may_not`, `stock.warehouse_unknown`.
    """
    accounts.require_desk(act="set_cut_off", actor=actor)
    with transaction.atomic():
        if not Warehouse.objects.filter(pk=warehouse, is_active=True).update(cut_off=cut_off):
            raise Refusal("stock.warehouse_unknown", warehouse=warehouse)
        facts = {"cut_off": cut_off}
        journal.record(act="stock.set_cut_off", actor=actor, at=at, subject=f"stock.warehouse:{warehouse}", facts=facts)


def set_warehouses(
    *, contract: int, warehouses: Collection[int], actor: int | None, at: datetime, reason: str = ""
) -> None:
    """From ``at`` on the contract takes goods from these warehouses only; none named: from every one.

    What it holds elsewhere stays held. Nothing happens when nothing changes. Refuses `accounts.may_not`,
    `stock.warehouse_unknown`, `companies.contract_unknown`, `stock.reason_missing` (a person has to say why).
    """
    accounts.require_desk(act="set_terms", actor=actor)
    wanted = sorted(set(warehouses))
    refuse_all(_objections_to_warehouses(wanted, reason, actor))
    with transaction.atomic():
        company = companies.lock_contract(contract)
        before = queries.named_warehouses(contract=contract)
        if before == wanted:
            return
        _sql.run("set_warehouses", contract=contract, warehouses=wanted, at=at)
        facts = {"warehouses": [before, wanted], "reason": reason}
        subject = f"companies.contract:{contract}"
        journal.record(act="stock.set_warehouses", actor=actor, at=at, subject=subject, company=company, facts=facts)


def _objections_to_warehouses(wanted: Sequence[int], reason: str, actor: int | None) -> list[Refusal]:
    known = {place.id for place in queries.warehouses()}
    unknown = [] if set(wanted) <= known else [Refusal("stock.warehouse_unknown", field="warehouse")]
    unexplained = actor is not None and not reason.strip()
    missing = [Refusal("stock.reason_missing", field="reason")] if unexplained else []
    return [*unknown, *missing, *too_long(reason=(reason, 300))]
