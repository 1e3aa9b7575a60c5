"""The floor of placing an order: the same reads, writes and guarantees in one hand-written transaction.

Five statements and the commit through plain psycopg (six when goods on their way are needed), on the same tables with
the same constraints and row-level security: who, terms and key; prices, VAT and visibility; the lock of the contract's
account; the locks of the goods; everything written in one statement. Python does only what a careful hand would leave
to it: the pack rule, sums to the kopeck, which goods are promised.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import orjson
from psycopg import Connection

_KOPECK = Decimal("0.01")

_STANDING = """
select c.company_id, c.is_active, t.reservation_hours, t.reservation_limit, t.minimum_order, t.pack_rule, m.role,
    (select o.id from orders_order o where o.contract_id = c.id and o.key = %(key)s) as placed
from companies_contract c
join companies_terms t
    on t.contract_id = c.id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
left join companies_membership m on m.company_id = c.company_id and m.user_id = %(actor)s
where c.id = %(contract)s
"""

_OFFERS = """
select p.id, p.multiple, p.minimum, pr.price, col.vat_included,
    (select r.percent from catalog_taxrate r
     where r.tax_class_id = p.tax_class_id and r.valid_from <= (%(at)s at time zone 'Europe/Moscow')::date
     order by r.valid_from desc limit 1) as percent,
    p.is_active and p.group_id in (select assortment_groups(%(contract)s))
        and p.brand_id in (select assortment_brands(%(contract)s)) as is_visible
from pricing_prices(%(contract)s, %(at)s, %(products)s, %(quantities)s, false) pr
join catalog_product p on p.id = pr.product_id
left join pricing_column col on col.id = pr.column_id
"""

_LOCK_ACCOUNT = """
with patience as materialized (select set_config('lock_timeout', '3s', true))
select a.reserved from patience cross join credit_account a where a.contract_id = %(contract)s for update of a
"""

_LOCK_GOODS = """
select b.product_id, b.warehouse_id, b.on_hand - b.held from stock_balance b
where b.product_id = any(%(products)s) and b.warehouse_id in (select stock_warehouses(%(contract)s))
order by b.product_id, b.warehouse_id for update of b
"""

_LOCK_ARRIVALS = """
select a.product_id, a.warehouse_id, a.quantity - a.received - a.held, a.id, a.expected_on from stock_arrival a
where a.product_id = any(%(products)s) and a.received < a.quantity
    and a.warehouse_id in (select stock_warehouses(%(contract)s))
order by a.id for update of a
"""

_WRITE = """
with placed as (
    insert into orders_order (contract_id, company_id, key, placed_at, placed_by_id, note, total)
    values (%(contract)s, %(company)s, %(key)s, %(at)s, %(actor)s, '', %(total)s)
    on conflict (contract_id, key) do nothing returning id
),
lines as (
    insert into orders_line (order_id, contract_id, company_id, position, product_id, price, vat_percent, sum, vat,
        ordered, reserved, confirmed, requested, shipped, accepted, returned, cancelled, reserved_until)
    select placed.id, %(contract)s, %(company)s, l.position, l.product, l.price, l.percent, l.sum, l.vat,
        l.ordered, l.held, l.held, 0, 0, 0, 0, 0, l.until
    from placed cross join unnest(%(products)s::bigint[], %(prices)s::numeric[], %(percents)s::numeric[],
        %(sums)s::numeric[], %(vats)s::numeric[], %(ordered)s::numeric[], %(held)s::numeric[],
        %(untils)s::timestamptz[])
        with ordinality as l(product, price, percent, sum, vat, ordered, held, until, position)
    returning id, product_id
),
promised as (
    select l.id as owner, p.product, p.warehouse, p.arrival, p.quantity
    from unnest(%(p_products)s::bigint[], %(p_warehouses)s::bigint[], %(p_arrivals)s::bigint[],
        %(p_quantities)s::numeric[]) as p(product, warehouse, arrival, quantity)
    join lines l on l.product_id = p.product
),
holds as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, %(contract)s, product, warehouse, arrival, quantity from promised
),
balances as (
    update stock_balance b set held = b.held + p.quantity from promised p
    where p.arrival is null and b.product_id = p.product and b.warehouse_id = p.warehouse
),
arrivals as (
    update stock_arrival a set held = a.held + p.quantity from promised p where a.id = p.arrival
),
account as (
    update credit_account set reserved = reserved + %(worth)s
    where contract_id = %(contract)s and exists (select from placed)
),
entry as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    select %(at)s, %(actor)s, 'orders.place', 'orders.order:' || id, %(company)s,
        %(facts)s::jsonb || jsonb_build_object('order', id) from placed
),
event as (
    insert into journal_event (at, name, facts, attempts, problem)
    select %(at)s, 'orders.placed', %(facts)s::jsonb || jsonb_build_object('order', id), 0, '' from placed
)
select id from placed
"""


def place(
    floor: Connection[Any], *, contract: int, actor: int, key: str, quantities: Mapping[int, Decimal], at: datetime
) -> int:
    """The order's id; an AssertionError where the act would refuse."""
    products = list(quantities)
    named: dict[str, Any] = {"contract": contract, "actor": actor, "key": key, "at": at}
    with floor.transaction(), floor.cursor() as cursor:
        row = cursor.execute(_STANDING, named).fetchone()
        assert row is not None
        company, is_active, hours, limit, minimum, pack_rule, role, known = row
        if known:
            return int(known)
        assert is_active
        assert role in {"owner", "buyer"}
        asked = {**named, "products": products, "quantities": list(quantities.values())}
        priced = [_priced(offer, quantities[offer[0]], pack_rule) for offer in cursor.execute(_OFFERS, asked)]
        assert len(priced) == len(products)
        total = sum((line[3] for line in priced), Decimal(0))
        assert total >= minimum
        account = cursor.execute(_LOCK_ACCOUNT, named).fetchone()
        assert account is not None
        promises = _promised(cursor, contract, quantities)
        held = {product: sum((part[2] for part in parts), Decimal(0)) for product, parts in promises.items()}
        worth = sum((_worth(line[3], quantities[line[0]], held[line[0]]) for line in priced), Decimal(0))
        assert limit is None or account[0] + worth <= limit
        untils = [_until(promises[line[0]], at, hours) for line in priced]
        flat = [(product, *part) for product, parts in promises.items() for part in parts]
        waiting = sum(held[product] < quantity for product, quantity in quantities.items())
        facts = {"contract": contract, "lines": len(priced), "waiting": waiting, "total": str(total)}
        written = cursor.execute(
            _WRITE,
            {
                **named,
                "company": company,
                "total": total,
                "products": [line[0] for line in priced],
                "prices": [line[1] for line in priced],
                "percents": [line[2] for line in priced],
                "sums": [line[3] for line in priced],
                "vats": [line[4] for line in priced],
                "ordered": [quantities[line[0]] for line in priced],
                "held": [held[line[0]] for line in priced],
                "untils": untils,
                "p_products": [part[0] for part in flat],
                "p_warehouses": [part[1] for part in flat],
                "p_arrivals": [part[2] for part in flat],
                "p_quantities": [part[3] for part in flat],
                "worth": worth,
                "facts": orjson.dumps(facts).decode(),
            },
        ).fetchone()
        assert written is not None
        return int(written[0])


def _priced(offer: Any, quantity: Decimal, pack_rule: str) -> tuple[int, Decimal, Decimal | None, Decimal, Decimal]:
    product, multiple, minimum, price, vat_included, percent, is_visible = offer
    assert is_visible
    assert price is not None
    assert pack_rule == "free" or (quantity % multiple == 0 and quantity >= minimum)
    total = (price * quantity).quantize(_KOPECK, ROUND_HALF_UP)
    if percent is None:
        return product, price, None, total, Decimal(0)
    if vat_included is False:
        vat = (total * percent / 100).quantize(_KOPECK, ROUND_HALF_UP)
        return product, price, percent, total + vat, vat
    return product, price, percent, total, (total * percent / (100 + percent)).quantize(_KOPECK, ROUND_HALF_UP)


def _promised(cursor: Any, contract: int, quantities: Mapping[int, Decimal]) -> dict[int, list[Any]]:
    """By product: warehouse, arrival, quantity, day; under the locks of the goods."""
    left = dict(quantities)
    promises: dict[int, list[Any]] = defaultdict(list, {product: [] for product in quantities})
    asked = {"contract": contract, "products": sorted(quantities)}
    for product, warehouse, free in cursor.execute(_LOCK_GOODS, asked):
        _take(promises[product], left, product, (warehouse, None, None), free)
    short = sorted(product for product, quantity in left.items() if quantity > 0)
    if short:
        coming = cursor.execute(_LOCK_ARRIVALS, {"contract": contract, "products": short}).fetchall()
        for product, warehouse, free, arrival, day in sorted(coming, key=lambda row: (row[4], row[3])):
            _take(promises[product], left, product, (warehouse, arrival, day), free)
    return promises


def _take(parts: list[Any], left: dict[int, Decimal], product: int, place: Any, free: Decimal) -> None:
    part = min(left[product], free)
    if part > 0:
        parts.append((place[0], place[1], part, place[2]))
        left[product] -= part


def _worth(total: Decimal, ordered: Decimal, held: Decimal) -> Decimal:
    return total if held == ordered else (total * held / ordered).quantize(_KOPECK, ROUND_HALF_UP)


def _until(parts: list[Any], at: datetime, hours: int) -> datetime | None:
    if not parts:
        return None
    days = [part[3] for part in parts if part[3] is not None]
    start = max([at, *(datetime(day.year, day.month, day.day, tzinfo=at.tzinfo) for day in days)])
    return start + timedelta(hours=hours)
