"""Goods that are sold out to the last piece that stands or comes, and the clients who wait for more of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal

from optom.domain.orders import actions as orders
from optom.domain.orders.rules import OrderLine

from .companies import AGROMASH, MECHANIC, STRANGER, Contract
from .stories import HOUR, Story
from .writing import rows

# bearings, belts and chains of which little stands and something comes, first those that have analogs on hand
_SOUGHT = """
with coming as (
    select distinct a.product_id from stock_arrival a where a.held = 0 order by 1 limit 3000
)
select p.id, p.multiple, f.free
from coming
join demo_product p on p.id = coming.product_id
join catalog_grouppath t on t.descendant_id = p.group_id
join catalog_group g on g.id = t.ancestor_id and g.parent_id is null and g.name = any(%(lines)s)
cross join lateral (
    select sum(f.free) as free, coalesce(sum(f.free) filter (where f.arrival is null), 0) as stands
    from stock_free(array[p.id]) f
) f
where p.cost between 100 and 900 and f.stands < 12 * p.multiple
    and not exists (select from stock_balance b where b.product_id = p.id and b.held > 0)
order by (
    select count(*) from catalog_analog n
    where n.product_id = p.id
        and exists (select from stock_balance b where b.product_id = n.analog_id and b.on_hand > b.held)
) = 0, p.id
limit 6
"""
# clients whom nothing but goods stops
_CLIENTS = """
select c.id from companies_contract c
join companies_terms t on t.contract_id = c.id and t.valid_to is null
where c.company_id > 3 and c.is_active and t.reservation_limit is null and t.minimum_order = 0
    and not exists (select from assortment_visibility v where v.contract_id = c.id)
    and not exists (select from stock_contractwarehouse w where w.contract_id = c.id)
order by c.id limit 2
"""
_LEFT = 4  # packs that the first client leaves, of every second product


def let_them_wait(
    contracts: Mapping[int, Contract], actors: Mapping[int, int], *, lines: Sequence[str], at: datetime
) -> Story:
    """One client takes nearly all there is and will be; another, then the printed buyers, wait for the rest."""
    sought = [tuple(row) for row in rows(_SOUGHT, lines=list(lines))]
    takes, waits = (row[0] for row in rows(_CLIENTS))
    yield (now := at - 60 * HOUR)
    _order(takes, _all_but_a_few(sought), None, now)
    yield (now := at - 47 * HOUR)
    _order(waits, _packs(sought[:4], 20), None, now)
    for company, wanted, hours in ((AGROMASH, sought[:3], 31), (MECHANIC, sought, 26), (STRANGER, sought[1:4], 12)):
        yield (now := at - hours * HOUR)
        _order(contracts[company].id, _packs(wanted, 15), actors[company], now)


def _all_but_a_few(sought: Sequence[tuple[int, Decimal, Decimal]]) -> Iterator[OrderLine]:
    for place, (product, multiple, free) in enumerate(sought):
        yield OrderLine(product, free - (_LEFT * multiple if place % 2 else 0))


def _packs(sought: Sequence[tuple[int, Decimal, Decimal]], packs: int) -> Iterator[OrderLine]:
    for place, (product, multiple, _free) in enumerate(sought):
        yield OrderLine(product, multiple * (packs + place))


def _order(contract: int, lines: Iterator[OrderLine], actor: int | None, at: datetime) -> None:
    orders.place(contract=contract, lines=list(lines), key="live-queue", actor=actor, at=at)
