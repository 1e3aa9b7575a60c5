"""What stands where, what is held and what comes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache

from optom.base.books import Broken
from optom.base.business_day import business_day, business_moment
from optom.base.listing import Listed, Listing
from optom.base.sql import Row, statements

from .batches import StandingBatch, TakenBatch, batches_standing, batches_taken
from .models import Arrival, Warehouse, Workplace
from .rules import MOST_LEAD, Held, Source, Way, in_turn, longest_lead, supplied_on

__all__ = ["StandingBatch", "TakenBatch", "batches_standing", "batches_taken"]
_sql = statements(__package__)


@dataclass(frozen=True, slots=True)
class WarehouseRow:
    """A place from which goods leave; what is asked before its ``cut_off`` can leave the same day."""

    id: int
    code: str
    name: str
    cut_off: time | None = None


@dataclass(frozen=True, slots=True)
class Worker:
    """A person of the firm: his desks by code, with commas; the names of his warehouses, None for all of them."""

    id: int
    name: str
    email: str
    is_active: bool
    last_login: datetime | None
    desks: str
    warehouses: str | None


@dataclass(frozen=True, slots=True)
class Stood:
    """Goods of a product at a moment: on hand in a warehouse, or to come there with an arrival; what of it was held."""

    product: int
    warehouse: int
    arrival: int | None
    expected_on: date | None
    there: Decimal
    held: Decimal

    @property
    def source(self) -> Source:
        """What of it could be promised."""
        return Source(self.product, self.warehouse, self.there - self.held, self.arrival, self.expected_on)


@dataclass(frozen=True, slots=True)
class HeldThen:
    """So much an owner held somewhere at a moment."""

    owner: int
    warehouse: int
    arrival: int | None
    quantity: Decimal


@dataclass(frozen=True, slots=True)
class ArrivalChange:
    """What was told of an arrival at a moment: from then on so much of it was to come on a day."""

    at: datetime
    kind: str
    expected_on: date
    open: Decimal


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """Goods on their way: how much in all, how much of it has come, is still to come, and is promised of that."""

    id: int
    product: int
    article: str
    brand: str | None
    name: str
    unit: str
    warehouse: str
    warehouse_id: int
    expected_on: date
    quantity: Decimal
    received: Decimal
    open: Decimal
    held: Decimal
    reference: str
    state: str
    is_closed: bool
    country: str
    declaration: str
    rnpt: str
    trace_unit: str
    trace_quantity: Decimal | None
    trace_cost: Decimal | None


_arrivals = Listing(
    __package__,
    "arrivals",
    search=("article", "name", "reference", "declaration", "rnpt"),
    texts=("article", "brand", "name", "warehouse", "reference", "declaration", "rnpt"),
    nulls=("brand",),
    order=("is_closed", "expected_on", "id"),
    row=ArrivalRow,
)
_workers = Listing(
    __package__,
    "workers",
    search=("name", "email"),
    texts=("name", "email", "warehouses"),
    nulls=("last_login", "warehouses"),
    order=("name", "id"),
    row=Worker,
)


def warehouses(*, contract: int | None = None) -> list[WarehouseRow]:
    """The warehouses in their order: all active ones, or those from which a contract may take goods."""
    found = Warehouse.objects.filter(is_active=True).order_by("position", "id")
    if contract is not None:
        allowed = {row[0] for row in _sql.rows("warehouses_of", contract=contract)}
        found = found.filter(pk__in=allowed)
    return [WarehouseRow(*row) for row in found.values_list("id", "code", "name", "cut_off")]


def stocked_warehouses(*, contract: int) -> set[int]:
    """Those of a contract's warehouses in which anything stands, whoever may buy it. One statement."""
    return {row.id for row in _sql.rows("stocked_warehouses", contract=contract)}


def warehouses_then(*, contract: int, at: datetime) -> list[WarehouseRow]:
    """The warehouses from which a contract took goods at a moment, in their order; known since
    `terms_recorded_since`.
    """
    return [WarehouseRow(*row) for row in _sql.rows("warehouses_then", contract=contract, at=at)]


def named_warehouses(*, contract: int) -> list[int]:
    """The warehouses that a contract names; none: it takes goods from every one."""
    return [row.warehouse_id for row in _sql.rows("named_warehouses", contract=contract)]


def terms_recorded_since() -> datetime | None:
    """Since when it is written down which warehouses contracts name; None: since there are any contracts."""
    since: datetime | None = _sql.value("terms_recorded_since")
    return since


def sources(*, contract: int, products: Sequence[int]) -> list[Source]:
    """What is free of the products for the contract now, in the order in which it would be promised. One statement."""
    rows = _sql.rows("sources", contract=contract, products=list(products))
    return [Source(row.product_id, row.warehouse_id, row.free, row.arrival_id, row.expected_on) for row in rows]


def supplies(*, contract: int, products: Sequence[int], at: datetime) -> list[Source]:
    """What suppliers have of the products that may be promised to the contract, the soonest first. Nothing is locked.

    Nothing where its terms do not say so. One statement.
    """
    return supplied(_sql.rows("supplies", contract=contract, products=list(products), at=at), at)


def sources_of(*, arrivals: Sequence[int]) -> dict[int, int]:
    """Whose supply each of the arrivals is of, see `models.Supply`; those that are of none are left out."""
    return {row.arrival: row.source for row in _sql.rows("sources_of", arrivals=list(arrivals))}


def days_of(*, arrivals: Sequence[int]) -> dict[int, date]:
    """On which day each of the arrivals is expected."""
    return dict(Arrival.objects.filter(pk__in=arrivals).values_list("pk", "expected_on"))


def free_supplies(*, products: Sequence[int], at: datetime) -> list[Source]:
    """The same of the products, whoever may be promised it."""
    return supplied(_sql.rows("free_supplies", products=list(products), at=at), at)


def supplied(rows: Iterable[Row], at: datetime) -> list[Source]:
    """Rows of supplies as sources, each with its day, the soonest first."""
    moment = business_moment(at)
    days = cache(lambda way: supplied_on(way, moment))
    found = [Source(row.product, row.warehouse, row.free, None, days(_way(row)), row.supply) for row in rows]
    return sorted(found, key=in_turn)


def _way(row: Row, lead_days: int | None = None) -> Way:
    takes_on, closed_on = frozenset(row.takes_on), frozenset(row.closed_on)
    lead = row.lead_days if lead_days is None else lead_days
    return Way(lead, row.cut_off, takes_on, closed_on, row.late_days, row.receipt_days)


def days_by_route(at: datetime) -> Callable[[int, int], date]:
    """On which day goods of a route would be there that take so many days, were they promised now. One statement."""
    routes = {row.id: row for row in _sql.rows("routes")}
    moment = business_moment(at)
    return cache(lambda route, lead_days: supplied_on(_way(routes[route], lead_days), moment))


@dataclass(frozen=True, slots=True)
class Route:
    """A way by which suppliers' goods come."""

    id: int
    way: Way


def routes_of(*, contract: int, at: datetime) -> list[Route]:
    """By which ways suppliers' goods may come to a contract; none where its terms don't let them be promised."""
    return [Route(row.route, _way(row, 0)) for row in _sql.rows("routes_of", contract=contract, at=at)]


def leads_by(routes: Sequence[Route], day: date | None, at: datetime) -> list[int]:
    """How many days the goods of each way may take to be there by a day, were they promised now; None: any number."""
    if day is None or (day - business_day(at)).days > MOST_LEAD:
        return [MOST_LEAD] * len(routes)
    moment = business_moment(at)
    leads = {way: longest_lead(way, moment, day) for way in {one.way for one in routes}}
    return [leads[one.way] for one in routes]


def soonest(*, contract: int, products: Sequence[int], at: datetime) -> dict[int, date]:
    """On which day the first of what suppliers have of each product would be there; nothing of what they don't have.

    Two statements.
    """
    found = _sql.one("soonest", contract=contract, products=list(products), at=at)
    days, first = days_by_route(at) if found.products else None, dict[int, date]()
    for product, route, lead in zip(found.products, found.routes, found.leads, strict=True):
        day = days(route, lead) if days else date.max
        first[product] = min(day, first.get(product, day))
    return first


def ways(*, contract: int, product: int, at: datetime) -> list[tuple[Source, Way]]:
    """The same of one product with what each day is made of, and whose word it is (`Source.supply`)."""
    rows = _sql.rows("supplies", contract=contract, products=[product], at=at)
    return sorted(
        ((source, _way(row)) for row in rows for source in supplied([row], at)), key=lambda one: in_turn(one[0])
    )


def warehouses_of(*, contracts: Sequence[int]) -> dict[int, set[int]]:
    """From which warehouses each of the contracts may take goods. One statement."""
    found: dict[int, set[int]] = {contract: set() for contract in contracts}
    for row in _sql.rows("warehouses_of_each", contracts=list(contracts)):
        found[row.contract].add(row.warehouse)
    return found


def stood(*, contract: int, products: Sequence[int], at: datetime) -> list[Stood]:
    """What there was of the products for the contract at a moment, in the order in which it would have been promised.

    At the present it is what `sources` tells. What was held is known since `recorded_since`. One statement.
    """
    return [Stood(*row) for row in _sql.rows("stood", contract=contract, products=list(products), at=at)]


def held_now(*, contract: int, product: int) -> list[HeldThen]:
    """What the contract itself holds of a product, by owner: not summed up from the ledger, which only grows."""
    return [HeldThen(*row) for row in _sql.rows("held_now", contract=contract, product=product)]


def held_then(*, contract: int, product: int, at: datetime) -> list[HeldThen]:
    """What the contract itself held of a product at a moment, by owner."""
    return [HeldThen(*row) for row in _sql.rows("held_then", contract=contract, product=product, at=at)]


def arrival_changes(*, arrivals: Sequence[int], at: datetime) -> dict[int, list[ArrivalChange]]:
    """What was told of the arrivals until a moment, the first word first. One statement."""
    found: dict[int, list[ArrivalChange]] = {arrival: [] for arrival in arrivals}
    for row in _sql.rows("arrival_changes", arrivals=list(arrivals), at=at):
        found[row.arrival_id].append(ArrivalChange(*row[1:]))
    return found


def recorded_since() -> datetime | None:
    """Since when it is written down what was held and what was known of arrivals; None: since there were any."""
    since: datetime | None = _sql.value("recorded_since")
    return since


def free(*, products: Sequence[int]) -> list[Source]:
    """What is free of the products now, wherever: what stands, then what comes, soonest first. Nothing is locked."""
    rows = _sql.rows("free", products=list(products))
    return [Source(row.product, row.warehouse, row.free, row.arrival, row.expected_on) for row in rows]


def workplaces(user: int) -> list[int]:
    """The warehouses in which a person works; none named is every one."""
    found = Workplace.objects.filter(user_id=user, warehouse__is_active=True)
    return list(found.order_by("warehouse_id").values_list("warehouse_id", flat=True))


def arrivals(*, today: date, warehouses: Sequence[int] = ()) -> Listed:
    """All that was ever announced (to these warehouses, none named: to all), what is still to come first.

    Late is what was to come before ``today``.
    """
    return _arrivals.of(today=today, warehouses=list(warehouses))


def workers() -> Listed:
    """The people of the firm as ``Worker``, by name."""
    return _workers.of()


def holds_of(owners: Sequence[int]) -> list[Held]:
    """What the owners hold, goods on hand before what is still on its way."""
    return [Held(*row) for row in _sql.rows("holds_of", owners=list(owners))]


def broken_books() -> list[Broken]:
    """Every balance that is not the sum of its moves, every held figure that is not the sum of its holds.

    Every batch of which more remains than stands, too, every contract and warehouse that is not as was told of it last,
    every supply of which something else is promised than is held.
    """
    return [
        Broken(*row)
        for name in ("broken_books", "broken_batches", "broken_terms", "broken_supply")
        for row in _sql.rows(name)
    ]
