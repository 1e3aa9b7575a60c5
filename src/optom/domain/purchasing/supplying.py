"""What of suppliers' offers may be promised to clients, and how it comes (ADR 0060)."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from decimal import Decimal

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.base.staging import analyse, create_stage
from optom.domain.accounts import actions as accounts
from optom.domain.journal import actions as journal
from optom.domain.orders import actions as orders
from optom.domain.orders import queries as queries_of_orders
from optom.domain.stock import actions as stock
from optom.domain.stock import queries as goods
from optom.domain.suppliers import queries as suppliers

from . import events
from .models import MOST_FRESH, MOST_RECEIPT, Supplying

_sql = statements(__package__)
WORKDAYS = (1, 2, 3, 4, 5)
_WEEK = frozenset(range(1, 8))
_MOST_PER_CENT, _MOST_BY_ORDER, _MOST_CLOSED = 100, Decimal(10**9), 200


@dataclass(frozen=True, slots=True)
class Supplies:
    """What of a supplier's offers may be promised, and how it comes; see `models.Supplying`."""

    warehouse: int
    share_percent: int = 100
    fresh_days: int = 3
    by_order_most: Decimal = Decimal(0)
    cut_off: time | None = None
    takes_on: Sequence[int] = WORKDAYS
    closed_on: Sequence[date] = ()
    receipt_days: int = 0


def let_promise(*, supplier: int, supplies: Supplies | None, actor: int | None, at: datetime) -> None:
    """From now on the supplier's goods may be promised so, or no more of them (None): what is promised stays, as long
    as his list has it.

    Refuses `accounts.may_not`, `suppliers.no_such`, and together `stock.warehouse_unknown`,
    `purchasing.out_of_bounds` of each number, `purchasing.no_weekday` and `purchasing.too_many_days_off`.
    """
    accounts.require_desk(act="run_feeds", actor=actor)
    if supplies is not None:
        refuse_all(_objections(supplies))
    if supplier not in {one.id for one in suppliers.suppliers()}:
        raise Refusal("suppliers.no_such", field="supplier")
    with transaction.atomic():
        Supplying.objects.filter(pk=supplier).delete()
        if supplies is not None:
            said = {
                **asdict(supplies),
                "takes_on": sorted(set(supplies.takes_on)),
                "closed_on": list(supplies.closed_on),
            }
            Supplying.objects.create(supplier_id=supplier, warehouse_id=said.pop("warehouse"), **said)
        facts = {"is_promised": supplies is not None, **(asdict(supplies) if supplies else {})}
        subject, told = f"suppliers.supplier:{supplier}", [(events.LET_PROMISE, {"suppliers": [supplier]})]
        journal.record(act="purchasing.let_promise", actor=actor, at=at, subject=subject, facts=facts, announce=told)


def supplies_of(supplier: int) -> Supplies | None:
    """As it stands; None: nothing of his is promised."""
    found = Supplying.objects.filter(pk=supplier).first()
    if found is None:
        return None
    return Supplies(
        found.warehouse_id, found.share_percent, found.fresh_days, found.by_order_most, found.cut_off, found.takes_on,
        found.closed_on, found.receipt_days,
    )  # fmt: skip


def _objections(said: Supplies) -> Iterator[Refusal]:
    if said.warehouse not in {place.id for place in goods.warehouses()}:
        yield Refusal("stock.warehouse_unknown", field="warehouse")
    bounds = {
        "share_percent": (1, _MOST_PER_CENT),
        "fresh_days": (1, MOST_FRESH),
        "by_order_most": (0, _MOST_BY_ORDER),
        "receipt_days": (0, MOST_RECEIPT),
    }
    for name, (least, most) in bounds.items():
        if not least <= getattr(said, name) <= most:
            yield Refusal("purchasing.out_of_bounds", field=name, most=most)
    if not said.takes_on or not _WEEK.issuperset(said.takes_on):
        yield Refusal("purchasing.no_weekday", field="takes_on")
    if len(said.closed_on) > _MOST_CLOSED:
        yield Refusal("purchasing.too_many_days_off", field="closed_on", most=_MOST_CLOSED)


def tell_routes() -> None:
    """How goods of suppliers come now, and until when their last lists count."""
    stock.tell_routes([stock.Route(*row) for row in _sql.rows("routes")])


def tell_supplies(
    *,
    run: int | None = None,
    offers: Sequence[int] = (),
    products: Sequence[int] = (),
    feed: int | None = None,
    suppliers: Sequence[int] = (),
    at: datetime,
) -> bool:
    """What may be promised of the offers of products that were touched; whether all that is promised is still there.

    Lines whose promise a supplier does not keep any more wait again and are told; where others have the goods, these
    are promised at once, and where nobody has, the journal says that a person has to look. False: somebody was
    promised more at this very moment, so it is to be told again.
    """
    with transaction.atomic():
        tell_routes()
        stock.begin_telling()
        create_stage("touched_product", {"product_id": "bigint not null"})
        of = {"offers": list(offers), "products": list(products), "suppliers": list(suppliers)}
        _sql.run("touched_products", run=run, feed=feed, **of)
        analyse("touched_product")
        _sql.run("tell_sources", offers=list(offers))
        _sql.run("tell_supply")
        lost = _lose(stock.lacking(), at)
        is_kept = not stock.tell()
    if lost:
        orders.serve_waiting(at=at)
        _note_unserved(lost, at)
    return is_kept


def _lose(lacking: Sequence[stock.Lacking], at: datetime) -> list[int]:
    """Lines for which was ordered already lose their promise last."""
    if not lacking:
        return []
    spared = {row.line for row in _sql.rows("ordered_for", offers=[one.source for one in lacking])}
    return orders.lose_supplies(lacking=lacking, spared=spared, at=at)


def _note_unserved(lost: Sequence[int], at: datetime) -> None:
    """A touch: whoever buys has to find the goods, or to tell the client."""
    if waiting := queries_of_orders.still_wait(lost):
        facts = {"lines": waiting, "reason": "no_supplier_has_it"}
        journal.record(act="purchasing.unserved", actor=None, at=at, facts=facts)
