"""The floor of buying what is short: the same rows in the best SQL that could be written by hand and read.

It knows less than the acts: offers are compared by their prices in roubles without VAT alone, nothing is kept because
weeks differ, quantities are in no multiples, and nobody has a least order.
"""

from datetime import date
from typing import Any

from psycopg import Connection, Cursor

_MEASURE = """
create temp table floor_need on commit drop as
with wanted as (
    select coalesce(d.product_id, m.product_id) as product_id,
        greatest(coalesce(d.sold_90, 0) / 3, coalesce(m.quantity, 0)) as quantity
    from (select * from costs_demand where sold_90 > 0) d
    full join purchasing_minimum m on m.product_id = d.product_id
),
waits as (
    select product_id, sum(ordered - reserved - shipped - cancelled) as quantity from orders_line
    where ordered > reserved + shipped + cancelled group by 1
),
there as (
    select product_id, sum(quantity) as quantity from (
        select product_id, on_hand - held as quantity from stock_balance
        union all
        select product_id, quantity - received - held from stock_arrival where received < quantity
    ) t group by 1
),
short as (
    select w.product_id, coalesce(a.quantity, 0) + w.quantity - coalesce(t.quantity, 0) as quantity
    from wanted w
    left join waits a on a.product_id = w.product_id
    left join there t on t.product_id = w.product_id
    where coalesce(a.quantity, 0) + w.quantity > coalesce(t.quantity, 0)
)
select s.product_id, s.quantity, b.offer_id, b.supplier_id, b.price
from short s
left join (
    select distinct on (o.product_id) o.product_id, o.id as offer_id, o.supplier_id,
        t.price * r.rate / case when t.with_vat then 1.22 else 1 end as price
    from suppliers_offer o
    join suppliers_terms t on t.offer_id = o.id and t.is_listed
    join purchasing_rates(%(day)s) r on r.currency = t.currency
    where o.product_id is not null
    order by o.product_id, coalesce(t.stock = 0, false), 4, o.id
) b on b.product_id = s.product_id
"""
_ORDER = """
with made as (
    insert into purchasing_supplierorder (supplier_id, warehouse_id, state, created_at)
    select distinct supplier_id, (select min(id) from stock_warehouse), 'draft', now() from floor_need
    where offer_id is not null
    returning id, supplier_id
)
insert into purchasing_supplierline (order_id, position, product_id, offer_id, quantity, price, currency, with_vat,
    landed)
select m.id, row_number() over (partition by m.id order by n.product_id), n.product_id, n.offer_id, n.quantity, n.price,
    'RUB', false, n.price
from floor_need n
join made m on m.supplier_id = n.supplier_id
"""


def measure(floor: Connection[Any], *, day: date) -> int:
    """How many products are short."""
    with Cursor(floor) as cursor:
        return cursor.execute(_MEASURE, {"day": day}).rowcount


def order(floor: Connection[Any]) -> int:
    """How many of them are ordered."""
    with Cursor(floor) as cursor:
        return cursor.execute(_ORDER).rowcount
