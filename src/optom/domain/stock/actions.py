"""Hold, give back, take and receive goods. All but ``receive`` and ``count`` run inside the caller's transaction.

Every act touches each balance once, in the order of (product, warehouse), after the contract's credit row.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from optom.base.business_day import business_day
from optom.base.origin import NOT_TOLD, Origin
from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import Row, statements
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.catalog import queries as catalog
from optom.domain.journal import actions as journal

from . import batches, events, queries
from .places import set_cut_off, set_warehouses, work_at
from .rules import FromBatch, Held, Promise, Source, give_back
from .supplying import (
    Lacking,
    Route,
    begin_telling,
    give_up,
    lacking,
    lock_free_supplies,
    lock_supplies,
    rehold,
    take_off,
    tell,
    tell_routes,
    with_arrivals,
)

__all__ = [
    "FINEST",
    "MOST",
    "Amended",
    "Handed",
    "Lacking",
    "OnHand",
    "Route",
    "Taken",
    "amend",
    "announce",
    "ask",
    "begin_telling",
    "call_off",
    "change_arrival",
    "give_up",
    "hand_over",
    "hold",
    "hold_each",
    "lacking",
    "lock_arrivals",
    "lock_free",
    "lock_free_supplies",
    "lock_holds",
    "lock_on_hand",
    "lock_supplies",
    "receive",
    "rehold",
    "release",
    "set_cut_off",
    "set_warehouses",
    "take",
    "take_off",
    "tell",
    "tell_routes",
    "unask",
    "with_arrivals",
    "work_at",
]
_sql = statements(__package__)
MOST = Decimal(10**11)
FINEST = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class OnHand:
    """So much of what an owner holds on hand in a warehouse."""

    owner: int
    warehouse: int
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class Taken:
    """Of so much that was asked for in a warehouse so much leaves and so much is given back; the rest stays held."""

    owner: int
    warehouse: int
    asked: Decimal
    leaves: Decimal
    back: Decimal = Decimal(0)


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
        by_owner[row.owner].append(Held(*row))
    return by_owner


def ask(*, parts: Sequence[OnHand]) -> None:
    """So much of held goods is to leave: it stays where it is until it leaves or is asked for no more. One statement.

    Each owner asks once of a warehouse. Refuses ``stock.not_held`` where one holds nothing there.
    """
    if _ask(parts, sign=1) < len(parts):
        raise Refusal("stock.not_held", owners=sorted({part.owner for part in parts}))


def unask(*, parts: Sequence[OnHand]) -> None:
    """So much is asked for no more, and held as before. One statement."""
    _ask(parts, sign=-1)


def _ask(parts: Sequence[OnHand], *, sign: int) -> int:
    return _sql.run(
        "ask",
        owners=[part.owner for part in parts],
        warehouses=[part.warehouse for part in parts],
        quantities=[sign * part.quantity for part in parts],
    )


def release(*, quantities: Mapping[int, Decimal], at: datetime, named: Collection[int] = ()) -> None:
    """Give back so much of what each owner holds and nobody has asked for: first what comes latest, goods on hand last.

    Where holds are ``named``, of them alone. Refuses ``stock.not_held`` where there is less.
    """
    held = lock_holds(owners=list(quantities))
    freed = [part for owner, quantity in quantities.items() for part in _given(held[owner], owner, quantity, named)]
    if freed:
        _sql.run("release", holds=[hold.id for hold, _ in freed], quantities=[part for _, part in freed], at=at)


def _given(holds: Sequence[Held], owner: int, quantity: Decimal, named: Collection[int]) -> list[tuple[Held, Decimal]]:
    parts = give_back(holds, quantity, named=named)
    if sum(part for _, part in parts) < quantity:
        raise Refusal("stock.not_held", owner=owner, quantity=quantity)
    return parts


@dataclass(frozen=True, slots=True)
class Handed:
    """So much of what an owner holds becomes another's."""

    owner: int
    to: int
    quantity: Decimal


def hand_over(*, contract: int, parts: Sequence[Handed], at: datetime, named: Collection[int] = ()) -> None:
    """Held goods go to other owners, of ``contract``, without being free in between: those that `release` gives back.

    Each owner hands over to one other.
    """
    held = lock_holds(owners=[part.owner for part in parts])
    handed = [
        (hold, part.to, quantity)
        for part in parts
        for hold, quantity in _given(held[part.owner], part.owner, part.quantity, named)
    ]
    if handed:
        _sql.run(
            "hand_over",
            contract=contract,
            holds=[one[0].id for one in handed],
            owners=[one[1] for one in handed],
            quantities=[one[2] for one in handed],
            at=at,
        )


def take(*, lines: Sequence[Taken], at: datetime, subject: str, named: Sequence[FromBatch] = ()) -> None:
    """Let goods that were asked for leave their warehouses; refuses ``stock.not_held`` where less was asked for there.

    Each owner takes once of a warehouse, of its batches as `batches.take_batches` says.
    """
    held = lock_holds(owners=[line.owner for line in lines])
    holds = [_asked_of(held[line.owner], line) for line in lines]
    if holds:
        _sql.run(
            "take",
            holds=holds,
            asked=[line.asked for line in lines],
            leaves=[line.leaves for line in lines],
            back=[line.back for line in lines],
            at=at,
            subject=subject,
        )
    left = [
        batches.Leaving(line.owner, held[line.owner][0].product, line.warehouse, line.leaves)
        for line in lines
        if line.leaves
    ]
    if left:
        batches.take_batches(left=left, named=named, at=at, subject=subject)


@dataclass(frozen=True, slots=True)
class Amended:
    """So much of an owner's goods is in a warehouse after all (+), or has left it beyond what was written (-)."""

    owner: int
    product: int
    warehouse: int
    quantity: Decimal


def amend(*, parts: Sequence[Amended], subject: str, actor: int | None, at: datetime) -> None:
    """A dispatch was not as it was written: goods that are back are free at once, those that are gone are taken off.

    What is back is of no batch; what is gone leaves the batches as in `take`. Inside a transaction.
    Refuses `stock.gone_is_held` where more has left beyond the papers than is free.
    """
    moves = _moves(parts)
    if not moves:
        return
    free = {(one.product, one.warehouse): one.free for one in lock_free((*place, None) for place in moves)}
    refuse_all(_gone_is_held(moves, free))
    products, warehouses = [place[0] for place in moves], [place[1] for place in moves]
    quantities = list(moves.values())
    _sql.run("amend", products=products, warehouses=warehouses, quantities=quantities, at=at, subject=subject)
    gone = [one for one in parts if one.quantity < 0 and (one.product, one.warehouse) in moves]
    if gone:
        left = [batches.Leaving(one.owner, one.product, one.warehouse, -one.quantity) for one in gone]
        batches.take_batches(left=left, named=(), at=at, subject=subject)
    told = {"products": products}
    journal.record(act="stock.amend", actor=actor, at=at, subject=subject, facts=told, announce=[(events.CAME, told)])


def _moves(parts: Sequence[Amended]) -> dict[tuple[int, int], Decimal]:
    """What moves of which product in which warehouse, in the order of locks."""
    moves: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for part in parts:
        moves[part.product, part.warehouse] += part.quantity
    return {place: quantity for place, quantity in sorted(moves.items()) if quantity}


def _gone_is_held(
    moves: Mapping[tuple[int, int], Decimal], free: Mapping[tuple[int, int], Decimal]
) -> Iterator[Refusal]:
    nothing = Decimal(0)
    short = {place: -moved for place, moved in moves.items() if free.get(place, nothing) + moved < 0}
    articles = catalog.articles_of([product for product, _warehouse in short]) if short else {}
    for place, gone in short.items():
        facts = {"article": articles[place[0]], "quantity": gone, "free": free.get(place, nothing)}
        yield Refusal("stock.gone_is_held", **facts)


def _asked_of(holds: Sequence[Held], line: Taken) -> int:
    for held in holds:
        if held.warehouse == line.warehouse and held.arrival is None and held.asked >= line.leaves + line.back:
            return held.id
    raise Refusal("stock.not_held", owner=line.owner, warehouse=line.warehouse, quantity=line.leaves)


@transaction.atomic
def announce(
    *,
    product: int,
    warehouse: int,
    quantity: Decimal,
    expected_on: date,
    at: datetime,
    actor: int | None = None,
    reference: str = "",
    origin: Origin = NOT_TOLD,
    key: str | None = None,
) -> int:
    """So much of a product is on its way to a warehouse, to be there on a day; the number of the arrival.

    ``reference`` is the firm's own paper, ``origin`` what is known of it already. The same ``key`` announces once.
    Refuses `accounts.may_not`, and together `stock.product_unknown`, `stock.warehouse_unknown`,
    `stock.not_a_quantity`, `stock.expected_in_past` (to a person); what `batches.kept` refuses.
    """
    accounts.require_desk(act="announce_arrival", actor=actor)
    refuse_all(_objections_to_arrival(product, warehouse, quantity, expected_on, business_day(at), actor))
    facts = {"product": product, "warehouse": warehouse, "quantity": quantity, "expected_on": expected_on}
    known = batches.kept(origin)
    made = _sql.first("announce", **facts, **known, reference=reference.strip(), key=key, at=at)
    if made is None:
        return int(_sql.value("announced_by", key=key))
    arrival: int = made.arrival_id
    _journal("announce", arrival, actor=actor, at=at, quantity=str(quantity), expected_on=str(expected_on))
    return arrival


def _objections_to_arrival(  # noqa: PLR0917 -- what an arrival is
    product: int, warehouse: int, quantity: Decimal, expected_on: date, today: date, actor: int | None
) -> Iterator[Refusal]:
    if catalog.article_of(product) is None:
        yield Refusal("stock.product_unknown", field="article")
    if warehouse not in {place.id for place in queries.warehouses()}:
        yield Refusal("stock.warehouse_unknown", field="warehouse")
    if not 0 < quantity < MOST or quantity % FINEST:
        yield Refusal("stock.not_a_quantity", field="quantity", quantity=quantity)
    if actor is not None and expected_on < today:
        yield Refusal("stock.expected_in_past", field="expected_on", expected_on=expected_on)


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def change_arrival(
    *, arrival: int, expected_on: date, at: datetime, quantity: Decimal | None = None, actor: int | None = None
) -> None:
    """So much of an arrival is still to come (None: as before; nothing: it is cancelled), on that day.

    The promises made from it stay. Refuses ``accounts.may_not``, ``stock.arrival_unknown``,
    ``stock.less_than_promised``, ``stock.expected_in_past`` (to a person) and ``stock.busy``.
    """
    accounts.require_desk(act="announce_arrival", actor=actor)
    if actor is not None and expected_on < business_day(at) and quantity != 0:
        raise Refusal("stock.expected_in_past", field="expected_on", expected_on=expected_on)
    is_open = _open_arrival(arrival, quantity).open
    still = is_open if quantity is None else quantity
    _sql.run("change_arrival", arrival=arrival, quantity=still, expected_on=expected_on, at=at)
    _journal("change_arrival", arrival, actor=actor, at=at, quantity=str(still), expected_on=str(expected_on))


def call_off(
    *, arrivals: Collection[int], owners: Collection[int], actor: int | None, at: datetime
) -> dict[int, Decimal]:
    """What is still to come of the arrivals does not come: what each of the owners loses; inside a transaction.

    Refuses ``accounts.may_not``, ``stock.arrival_unknown``, and ``stock.busy`` where somebody else than the ``owners``,
    whom the caller has locked, was promised something of them meanwhile.
    """
    accounts.require_desk(act="announce_arrival", actor=actor)
    wanted = sorted(set(arrivals))
    found = {row.id for row in _sql.rows("lock_coming", arrivals=wanted, patience=PATIENCE)}
    refuse_all(Refusal("stock.arrival_unknown", arrival=one) for one in wanted if one not in found)
    holds = _sql.rows("lock_holds_of_arrivals", arrivals=wanted)
    if {hold.owner for hold in holds} - set(owners):
        raise Refusal("stock.busy")
    _sql.run("release", holds=[hold.id for hold in holds], quantities=[hold.quantity for hold in holds], at=at)
    _sql.run("call_off", arrivals=wanted, at=at)
    deeds = [_called_off(arrival) for arrival in wanted]
    journal.record_each(act="stock.call_off", actor=actor, at=at, deeds=deeds)
    lost: dict[int, Decimal] = defaultdict(Decimal)
    for hold in holds:
        lost[hold.owner] += hold.quantity
    return dict(lost)


def _called_off(arrival: int) -> journal.Deed:
    """Who has lost goods may find others that are free."""
    facts = {"arrival": arrival}
    return journal.Deed(f"stock.arrival:{arrival}", None, facts, (events.CAME, facts))


@refused_when_busy(Refusal("stock.busy"))
@transaction.atomic
def receive(
    *,
    arrival: int,
    quantity: Decimal,
    at: datetime,
    actor: int | None = None,
    is_whole: bool = True,
    still: Decimal | None = None,
    origin: Origin | None = None,
) -> None:
    """An arrival came in, whole or in excess: promises from it become goods held on hand. What came is a batch.

    Its ``origin`` is as was known of the arrival unless said otherwise. Not ``is_whole``: the rest is still to come,
    and the oldest promises are kept first. ``still`` is what was to come when it was counted. Refuses
    ``accounts.may_not``, ``stock.less_than_promised`` when less came than was promised from it and no more will
    (the promises must be released first), ``stock.arrival_unknown`` when there is none or it has come already,
    ``stock.arrival_moved`` where something else is to come now, ``stock.not_a_quantity``,
    ``stock.busy``, what `batches.kept` refuses.
    """
    accounts.require_desk(act="receive_arrival", actor=actor)
    if not is_whole and quantity <= 0:
        raise Refusal("stock.not_a_quantity", field="quantity", quantity=quantity)
    told = None if origin is None else batches.kept(origin)
    known = _open_arrival(arrival, quantity if is_whole else None)
    if still is not None and still != known.open:
        raise Refusal("stock.arrival_moved", still=known.open)
    is_over = is_whole or quantity >= known.open
    _sql.run(
        "receive",
        arrival=arrival,
        quantity=quantity,
        is_whole=is_over,
        at=at,
        **(told or batches.share(known, quantity)),
    )
    _journal("receive", arrival, actor=actor, at=at, quantity=str(quantity))


def _journal(act: str, arrival: int, *, actor: int | None, at: datetime, **facts: str) -> None:
    """Who waits for the goods is to be told."""
    told = {"arrival": arrival, **facts}
    subject = f"stock.arrival:{arrival}"
    journal.record(act=f"stock.{act}", actor=actor, at=at, subject=subject, facts=told, announce=[(events.CAME, told)])


def _open_arrival(arrival: int, quantity: Decimal | None) -> Row:
    """Lock an arrival that is to be so much now, with the balance that it will add to: what was still to come of it
    (``open``), and what is known of it.
    """
    _sql.run("lock_balance_of_arrival", arrival=arrival, patience=PATIENCE)
    row = _sql.first("lock_arrival", arrival=arrival)
    if row is None:
        raise Refusal("stock.arrival_unknown", arrival=arrival)
    if quantity is not None and quantity < row.held:
        raise Refusal("stock.less_than_promised", promised=row.held, came=quantity)
    return row
