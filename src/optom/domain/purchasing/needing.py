"""What is short: measured, and ordered of those who offer it best."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.timezone import get_default_timezone_name

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.sql import statements
from optom.base.staging import analyse, create_stage, one_at_a_time
from optom.base.waiting import PATIENCE, refused_when_busy
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.stock import queries as stock

from .agreements import weights
from .rules import safety_factor

_sql = statements(__package__)
_MOST = Decimal(10**10)
_PLACES = 3  # a quantity is told to the thousandth
BUSY = Refusal("purchasing.busy")


@dataclass(frozen=True, slots=True)
class Ordered:
    """A draft of an order to a supplier, and how many lines it has."""

    order: int
    lines: int


@refused_when_busy(BUSY)
def measure_needs(*, at: datetime) -> int:
    """What is short of every product now, and how suppliers keep their word; of how many products something is."""
    with transaction.atomic():
        take_turn()
        _sql.run("measure_reliability", day=business_day(at), zone=get_default_timezone_name())
        found = measure(None, at=at)
    analyse("purchasing_need")
    return found


@refused_when_busy(BUSY)
def measure_needs_of(*, products: Sequence[int], at: datetime) -> None:
    """The same of some products, without looking how suppliers keep their word. Refuses `purchasing.busy`."""
    with transaction.atomic():
        measure_of(products, at=at)


def measure(products: Sequence[int] | None, *, at: datetime) -> int:
    """What is short of these products (None: of all) now; of how many of them something is. In a transaction's turn."""
    picked = None if products is None else list(products)
    create_stage("measured_product", {"product_id": "bigint not null"})
    _sql.run("products_to_measure", products=picked)
    analyse("measured_product")
    _sql.run("forget_needs", products=picked)
    _sql.run("look_up_offers")
    factor = safety_factor(weights().service_percent)
    found = _sql.run("measure_needs", factor=factor, day=business_day(at), at=at)
    _sql.run("forget_measured")
    return found


def measure_of(products: Sequence[int], *, at: datetime) -> None:
    """The same of a few products whose orders have moved, after everything else of the transaction."""
    if products:
        take_turn()
        measure(products, at=at)


@refused_when_busy(BUSY)
def order_needs(
    *, products: Sequence[int] | None = None, warehouse: int, actor: int | None, at: datetime
) -> list[Ordered]:
    """Of what is short (None: of all of it) drafts of orders, one a supplier: to each who lands so much at the least.

    In whole multiples of his, his minimum at the least, at the price of that quantity; more than is needed where a
    break of prices pays for it. Who does not come to his least order is left for the next best. Lines are for the
    clients' lines that wait, first come, first served. What nobody offers stays short. A need is ordered once, whoever
    else does it at the same moment.
    Refuses `accounts.may_not`, `stock.warehouse_unknown`, `purchasing.nothing_to_order` and `purchasing.busy`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    if warehouse not in {place.id for place in stock.warehouses()}:
        raise Refusal("stock.warehouse_unknown", field="warehouse")
    with transaction.atomic():
        take_turn()
        picked = None if products is None else list(products)
        _sql.run("forget_taken")
        _sql.run("look_up_offers")
        _sql.run("take_needs", products=picked, day=business_day(at))
        analyse("taken_need")
        _sql.run("needs_ordered")
        made = [Ordered(*row) for row in _sql.rows("order_taken", warehouse=warehouse, actor=actor, at=at)]
        if not made:
            raise Refusal("purchasing.nothing_to_order")
        _sql.run("say_what_for", orders=[one.order for one in made])
        deeds = [journal.Deed(f"purchasing.order:{one.order}", None, {"lines": one.lines}) for one in made]
        journal.record_each(act="purchasing.order", actor=actor, at=at, deeds=deeds)
    return made


@refused_when_busy(BUSY)
def keep_at_least(*, products: Sequence[int], quantity: Decimal, actor: int | None, at: datetime) -> None:
    """So much of each is kept from now on; nought: as much as sells. What is short of them is measured at once.

    Refuses `accounts.may_not`, `purchasing.out_of_bounds`, `input.too_fine` (beyond thousandths) and `purchasing.busy`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    if not 0 <= quantity <= _MOST:
        raise Refusal("purchasing.out_of_bounds", field="quantity", most=_MOST)
    if quantity != round(quantity, _PLACES):
        raise Refusal("input.too_fine", field="quantity", value=f"{quantity:f}"[:40], most=_PLACES)
    with transaction.atomic():
        _sql.run("set_minimums", products=list(products), quantity=quantity)
        facts = {"products": list(products), "quantity": quantity}
        journal.record(act="purchasing.keep_at_least", actor=actor, at=at, facts=facts)
        measure_of(products, at=at)


def take_turn() -> None:
    """Who measures and who orders do it one after another: what is ordered is not found short meanwhile."""
    one_at_a_time("purchasing.needs", patience=PATIENCE)
