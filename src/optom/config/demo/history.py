"""A year of orders, dispatches and payments of the regular clients; all of it is over but what they still owe."""

# ruff: noqa: PLR2004 -- shares and habits of a firm that is made up
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from optom.base.business_day import business_day
from optom.base.money import kopecks
from optom.base.russian_dates import numbered
from optom.domain.credit.rules import due_on

from .chance import chance
from .companies import AGROMASH, MECHANIC, STRANGER, Contract
from .past_orders import Line, Order, Ware
from .past_papers import Paper, Past, PastPapers, write_papers
from .settlements import Entry, Ledger
from .sizes import Size
from .statements import write_statements
from .terms import Profile, is_restricted
from .writing import copy, go_on_after, rows, run

_YEAR = 365
# before how many days the demo's own buyers stopped to pay: one is clean, one a little late, one in trouble
_STOPPED_DAYS = {MECHANIC: 0, AGROMASH: 45, STRANGER: 60}
_POOL = 4_000
_FAVOURITES = 24
_SATURDAY = 5
# what is bought by many: every so many-th product, with its prices by column and its rates of VAT then and now
_GOODS = """
select p.id, p.multiple, c.amounts, p.tax_class_id, g.article, g.name, u.name, g.weight
from demo_product p
join catalog_product g on g.id = p.id
join catalog_unit u on u.id = g.unit_id
join lateral (
    select array_agg(amount order by column_id) as amounts from pricing_columnprice where product_id = p.id
) c on true
where p.id = any(%(products)s)
order by p.id
"""
_WISHES = """
create temp table demo_wish (number int, contract bigint, at timestamptz, product bigint, quantity numeric)
on commit drop
"""
# What each order's lines cost under its contract at its moment, as everybody else asks it too.
_PRICES_THEN = """
select w.number, p.product_id, p.price
from (
    select number, contract, at, array_agg(product) as products, array_agg(quantity) as quantities
    from demo_wish group by 1, 2, 3
) w
cross join lateral pricing_prices(w.contract, w.at, w.products, w.quantities, true) p
"""
_WAREHOUSES = "select contract_id, min(warehouse_id) from stock_contractwarehouse group by 1"
_ADDRESSES = "select company_id, min(id) from companies_deliveryaddress group by 1"
_BUYERS = "select company_id, min(user_id) from companies_membership where role in ('owner', 'buyer') group by 1"
_EMPTY = """
insert into stock_balance (product_id, warehouse_id, on_hand, held)
select product, warehouse, 0, 0 from unnest(%(products)s::bigint[], %(warehouses)s::bigint[]) as l (product, warehouse)
on conflict do nothing
"""
_ORDER = "id contract_id company_id key placed_at placed_by_id note total"
_LINE = (
    "id order_id contract_id company_id position product_id price vat_percent sum vat ordered reserved requested "
    "confirmed shipped accepted returned cancelled reserved_until"
)
_SHIPMENT = (
    "id contract_id company_id warehouse_id key state address_id taker requested_at requested_by_id dispatched_at "
    "sum shipped_sum delivery_note_id delivered_on accept_until accepted_at"
)
_SHIPMENT_LINE = "shipment_id company_id order_line_id product_id quantity dispatched accepted sum vat vat_percent"
_DEBTS = """
update credit_account a set debt = d.debt
from unnest(%(contracts)s::bigint[], %(debts)s::numeric[]) d (contract, debt) where a.contract_id = d.contract
"""
_ENTRY = "id contract_id company_id at on kind amount due_on title subject paper_id"


@dataclass(slots=True)
class _Context:
    """Who buys, from where and where to."""

    warehouses: dict[int, int] = field(default_factory=lambda: dict(rows(_WAREHOUSES)))
    addresses: dict[int, int] = field(default_factory=lambda: dict(rows(_ADDRESSES)))
    buyers: dict[int, int] = field(default_factory=lambda: dict(rows(_BUYERS)))

    def warehouse(self, order: Order) -> int:
        """The first of those from which the contract may take goods."""
        return self.warehouses.get(order.contract.id, 1)

    def address(self, number: int, order: Order) -> int | None:
        """Where to; every fourth is fetched."""
        return self.addresses.get(order.contract.company) if number % 4 else None

    def buyer(self, order: Order) -> int:
        """Who of the company orders."""
        return self.buyers[order.contract.company]


def write_history(
    contracts: Sequence[Contract], profiles: dict[int, Profile], size: Size, *, seed: int, at: datetime
) -> None:
    """Orders, shipments, moves and settlements that agree with each other to the kopeck."""
    dice = chance(seed, "history")
    pool = _pool(size, dice)
    regulars = [one for one in contracts if one.company <= size.regulars and not is_restricted(one)]
    orders = [order for one in regulars for order in _orders(one, profiles[one.id], pool, dice, at)]
    orders = _at_own_prices(sorted(orders, key=lambda order: (order.placed_at, order.contract.id)))
    context = _Context()
    _open_rows_of_stock(orders, context)
    _write_orders(orders, context)
    papers = write_papers(_past(orders, context), loaded_at=at)
    _write_shipments(orders, context, papers)
    _write_settlements(orders, profiles, papers, dice, at)


def _pool(size: Size, dice: Random) -> list[Ware]:
    chosen = dice.sample(range(1, size.products + 1), min(_POOL, size.products))
    return [Ware(*row) for row in rows(_GOODS, products=sorted(chosen))]


def _orders(one: Contract, profile: Profile, pool: list[Ware], dice: Random, at: datetime) -> Iterator[Order]:
    """From half a dozen to a dozen and a half a year; worth a share of what the client may owe."""
    count = 18 if one.company <= STRANGER else dice.randint(6, 18)
    favourites = dice.sample(pool, _FAVOURITES)
    target = max(profile.limit, 150_000) / 6 if one.company > STRANGER else 60_000
    for number in range(count):
        days = _YEAR - (_YEAR - 8) * (number + dice.random()) / count
        placed = _in_working_hours(at - timedelta(days=days), dice)
        shipped = _in_working_hours(placed + timedelta(days=dice.randint(1, 3)), dice)
        lines = _lines(profile, (favourites, pool), target * dice.uniform(0.4, 1.4), placed, dice)
        yield Order(one, placed, min(shipped, at - timedelta(hours=6)), lines)


def _in_working_hours(moment: datetime, dice: Random) -> datetime:
    moment = moment.replace(
        hour=dice.randint(9, 17), minute=dice.randint(0, 59), second=dice.randint(0, 59), microsecond=0
    )
    return moment + timedelta(days=7 - moment.weekday() if moment.weekday() >= _SATURDAY else 0)


def _lines(
    profile: Profile, pools: tuple[list[Ware], list[Ware]], target: float, placed: datetime, dice: Random
) -> list[Line]:
    """Every client comes back for what his machines eat; the rest is by chance."""
    favourites, pool = pools
    chosen = [*dice.sample(favourites, dice.randint(2, 8)), *dice.sample(pool, dice.randint(1, 6))]
    wares = list({ware.product: ware for ware in chosen}.values())
    return [_line(ware, profile, target / len(wares), placed, dice) for ware in wares]


def _line(ware: Ware, profile: Profile, target: float, placed: datetime, dice: Random) -> Line:
    price = kopecks(ware.amounts[profile.column - 1])
    packs = max(1, min(round(target / float(price * ware.multiple)), 400))
    ordered = ware.multiple * packs
    shipped = ordered - ware.multiple * dice.randint(1, packs) if packs > 1 and dice.random() < 0.04 else ordered
    return Line(ware, price, ware.percent(business_day(placed)), ordered, shipped or ordered)


def _at_own_prices(orders: Sequence[Order]) -> list[Order]:
    """Until now each line stood at the price of the client's column."""
    run(_WISHES)
    copy("demo_wish", "number contract at product quantity", (
        (number, order.contract.id, order.placed_at, line.ware.product, line.ordered)
        for number, order in enumerate(orders) for line in order.lines))  # fmt: skip
    prices = {(number, product): price for number, product, price in rows(_PRICES_THEN)}
    return [
        replace(order, lines=[replace(line, price=prices[number, line.ware.product]) for line in order.lines])
        for number, order in enumerate(orders)
    ]


def _open_rows_of_stock(orders: Sequence[Order], context: _Context) -> None:
    """What stands nowhere in the warehouse from which it once left has a row there still, with nothing on it."""
    places = sorted({(line.ware.product, context.warehouse(order)) for order in orders for line in order.lines})
    products, warehouses = (list(column) for column in zip(*places, strict=True))
    run(_EMPTY, products=products, warehouses=warehouses)


def _write_orders(orders: Sequence[Order], context: _Context) -> None:
    copy("orders_order", _ORDER, (
        (number, order.contract.id, order.contract.company, f"history-{number}", order.placed_at,
         context.buyer(order), "", sum(line.sum for line in order.lines))
        for number, order in enumerate(orders, start=1)))  # fmt: skip
    copy("orders_line", _LINE, (
        (key, number, order.contract.id, order.contract.company, position, line.ware.product, line.price,
         line.percent, line.sum,
         line.vat(line.sum), line.ordered, 0, 0, line.ordered, line.shipped, line.shipped, 0,
         line.ordered - line.shipped, None)
        for key, number, order, position, line in _numbered(orders)))  # fmt: skip
    go_on_after("orders_order", "orders_line")


def _numbered(orders: Sequence[Order]) -> Iterator[tuple[int, int, Order, int, Line]]:
    key = 0
    for number, order in enumerate(orders, start=1):
        for position, line in enumerate(order.lines, start=1):
            key += 1
            yield key, number, order, position, line


def _past(orders: Sequence[Order], context: _Context) -> list[Past]:
    keys: dict[int, list[int]] = {}
    for key, number, *_ in _numbered(orders):
        keys.setdefault(number, []).append(key)
    return [
        Past(
            number, order, keys[number], context.warehouse(order), context.address(number, order), context.buyer(order)
        )
        for number, order in enumerate(orders, start=1)
    ]


def _write_shipments(orders: Sequence[Order], context: _Context, papers: PastPapers) -> None:
    """One for each order, from the contract's first warehouse."""
    place = {number: context.warehouse(order) for number, order in enumerate(orders, start=1)}
    copy("shipping_shipment", _SHIPMENT, (
        (number, order.contract.id, order.contract.company, place[number], f"history-{number}", "dispatched",
         context.address(number, order), "", order.placed_at + timedelta(hours=1), context.buyer(order),
         order.shipped_at, sum(line.sum for line in order.lines), order.owed, papers.notes[number].id,
         business_day(order.shipped_at), business_day(order.shipped_at), order.shipped_at)
        for number, order in enumerate(orders, start=1)))  # fmt: skip
    copy("shipping_shipmentline", _SHIPMENT_LINE, (
        (number, order.contract.company, key, line.ware.product, line.ordered, line.shipped, line.shipped,
         line.shipped_sum, line.vat(line.shipped_sum), line.percent)
        for key, number, order, _, line in _numbered(orders)))  # fmt: skip
    copy("stock_move", "at product_id warehouse_id quantity kind subject", (
        (order.shipped_at, line.ware.product, place[number], -line.shipped, "dispatch", f"shipment:{number}")
        for _, number, order, _, line in _numbered(orders)))  # fmt: skip
    go_on_after("shipping_shipment")


def _write_settlements(
    orders: Sequence[Order], profiles: dict[int, Profile], papers: PastPapers, dice: Random, at: datetime
) -> None:
    by_contract: dict[int, list[tuple[int, Order]]] = {}
    for number, order in enumerate(orders, start=1):
        by_contract.setdefault(order.contract.id, []).append((number, order))
    ledger = Ledger()
    for contract, own in by_contract.items():
        ledger.settle(_entries(own, profiles[contract], papers, dice, at))
    ledger.number()
    _write_ledger(ledger)


def _entries(
    own: list[tuple[int, Order]], profile: Profile, papers: PastPapers, dice: Random, at: datetime
) -> list[Entry]:
    """Each dispatch and the payment for it, if it has come by now."""
    habit = _Habit.of(own[0][1].contract, profile, dice)
    found = []
    for number, order in own:
        due = due_on(business_day(order.shipped_at), profile.days, profile.kind)
        found.append(_dispatch(number, order, due, papers.notes[number]))
        paid_at = habit.paid_at(order, due, dice)
        if paid_at is not None and paid_at < at - timedelta(hours=1) and not habit.has_stopped(due, at):
            found.append(_payment(number, order, paid_at, papers.invoices.get(number)))
    return found


@dataclass(frozen=True, slots=True)
class _Habit:
    """How a client pays: in advance, in time, late, or not any more."""

    is_ahead: bool
    late_days: int
    stopped_days: int

    @classmethod
    def of(cls, contract: Contract, profile: Profile, dice: Random) -> "_Habit":
        if contract.company in _STOPPED_DAYS:
            return cls(is_ahead=False, late_days=-3, stopped_days=_STOPPED_DAYS[contract.company])
        late, stopped = dice.choice((-5, -3, 0, 0, 2, 6, 12)), dice.choice((0,) * 9 + (45,))
        return cls(is_ahead=profile.limit == 0, late_days=late, stopped_days=stopped)

    def paid_at(self, order: Order, due: date, dice: Random) -> datetime | None:
        if self.is_ahead:
            return order.placed_at + timedelta(minutes=40)
        wished = max(due + timedelta(days=self.late_days + dice.randint(-1, 1)), business_day(order.shipped_at))
        day = due_on(wished, 0, "calendar")  # banks work when we do
        return datetime.combine(day, order.shipped_at.timetz()).replace(hour=18, minute=dice.randint(0, 59))

    def has_stopped(self, due: date, at: datetime) -> bool:
        return bool(self.stopped_days) and due > business_day(at - timedelta(days=self.stopped_days))


def _dispatch(number: int, order: Order, due: date, note: Paper) -> Entry:
    one, subject = order.contract, f"shipping.shipment:{number}"
    return Entry(order.shipped_at, "dispatch", order.owed, due, note.title, subject, one.id, one.company, paper=note.id)


def _payment(number: int, order: Order, paid_at: datetime, invoice: Paper | None) -> Entry:
    one = order.contract
    by_contract = f"Оплата по договору {numbered(one.number, one.signed_on)} за товар. В том числе НДС"
    purpose = invoice.purpose if invoice else by_contract
    key = f"credit.payment:history-{number}"
    named = invoice.id if invoice else None
    title = str(1000 + number)
    return Entry(paid_at, "payment", -order.owed, None, title, key, one.id, one.company, purpose, invoice=named)


def _write_ledger(ledger: Ledger) -> None:
    copy("credit_entry", _ENTRY, (
        (one.id, one.contract, one.company, one.at, business_day(one.at), one.kind, one.amount, one.due_on,
         one.title, one.subject, one.paper)
        for one in ledger.entries))  # fmt: skip
    copy("credit_openitem", "entry_id contract_id company_id due_on amount", (
        (one.id, one.contract, one.company, one.due_on, one.open) for one in ledger.entries if one.open))  # fmt: skip
    payments = list(enumerate((one for one in ledger.entries if one.kind == "payment"), start=1))
    copy("credit_payment", "id contract_id company_id entry_id key number on amount purpose", (
        (key, one.contract, one.company, one.id, one.subject.partition(":")[2], one.title, business_day(one.at),
         -one.amount, one.purpose)
        for key, one in payments))  # fmt: skip
    copy("credit_allocation", "payment_entry_id item_entry_id company_id amount at", (
        (one.payment.id, one.item.id, one.payment.company, one.amount, one.at)
        for one in ledger.allocations))  # fmt: skip
    _write_debts(ledger)
    go_on_after("credit_entry", "credit_payment")
    write_statements(payments)


def _write_debts(ledger: Ledger) -> None:
    debts: dict[int, Decimal] = {}
    for one in ledger.entries:
        debts[one.contract] = debts.get(one.contract, Decimal(0)) + one.amount
    run(_DEBTS, contracts=list(debts), debts=list(debts.values()))
