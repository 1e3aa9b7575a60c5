"""The floor of buying what is short: the same rows in the best SQL that could be written by hand and read.

It knows less than the acts: an offer costs its price in roubles without VAT and nothing beyond, prices don't depend on
quantity, quantities are in no multiples, nobody has a least order or days of delivery, and nobody was promised a
supplier's goods. For whom a line is bought is written once and believed afterwards.
"""

from datetime import date
from typing import Any

from psycopg import Connection, Cursor

_MEASURE = """
with unconfirmed as (
    select l.product_id, sum(l.quantity) as quantity
    from purchasing_supplierline l
    join purchasing_supplierorder o on o.id = l.order_id and o.state in ('draft', 'sent')
    group by 1
),
sold as (
    select product_id, stddev_pop(quantity) as deviation
    from (
        select product_id, floor(extract(epoch from now() - at) / 604800) as week, sum(-quantity) as quantity
        from stock_move
        where kind in ('dispatch', 'return') and at > now() - interval '91 days'
        group by 1, 2
    ) s
    group by 1
),
wanted as (
    select p.id as product_id, coalesce(m.quantity, 0) as minimum,
        round(coalesce(d.sold_90, 0) / 90 * 30, 3) as forecast, round(coalesce(s.deviation, 0), 3) as safety
    from catalog_product p
    left join costs_demand d on d.product_id = p.id and d.sold_90 > 0
    left join purchasing_minimum m on m.product_id = p.id
    left join sold s on s.product_id = p.id
    where p.is_active
),
waits as (
    select product_id, sum(ordered - reserved - shipped - cancelled) as quantity from orders_line
    where ordered > reserved + shipped + cancelled group by 1
),
stands as (select product_id, sum(on_hand - held) as quantity from stock_balance group by 1),
comes as (
    select product_id, sum(quantity - received - held) as quantity from stock_arrival
    where received < quantity group by 1
),
short as (
    select * from (
        select w.*, waiting, free, coming, ordered,
            waiting + greatest(w.minimum, w.forecast + w.safety) - free - coming - ordered as quantity
        from wanted w
        left join waits a using (product_id)
        left join stands t using (product_id)
        left join comes c using (product_id)
        left join unconfirmed u using (product_id)
        cross join lateral (
            select coalesce(a.quantity, 0) as waiting, coalesce(t.quantity, 0) as free,
                coalesce(c.quantity, 0) as coming, coalesce(u.quantity, 0) as ordered
        ) k
    ) s
    where quantity > 0
),
best as (
    select distinct on (o.product_id) o.product_id, o.id as offer_id, o.price
    from short s
    join (
        select o.id, o.product_id, coalesce(t.stock = 0, false) as is_lacking,
            t.price * r.rate / case when t.with_vat then 1.22 else 1 end as price
        from suppliers_offer o
        join suppliers_terms t on t.offer_id = o.id and t.is_listed
        join (select * from purchasing_rates(%(day)s) offset 0) r on r.currency = t.currency
    ) o using (product_id)
    order by o.product_id, o.is_lacking, o.price, o.id
)
insert into purchasing_need (product_id, waiting, minimum, forecast, safety, free, coming, ordered, quantity, offer_id,
    landed, to_order, measured_at)
select s.product_id, s.waiting, s.minimum, s.forecast, s.safety, s.free, s.coming, s.ordered, s.quantity, b.offer_id,
    b.price, s.quantity, now()
from short s
left join best b using (product_id)
"""
_TAKE = """
create temp table floor_taken on commit drop as
select distinct on (n.product_id) n.product_id, n.quantity, o.id as offer_id, o.supplier_id, t.price, t.currency,
    t.with_vat, t.price * r.rate / case when t.with_vat then 1.22 else 1 end as landed
from purchasing_need n
join suppliers_offer o on o.product_id = n.product_id
join suppliers_terms t on t.offer_id = o.id and t.is_listed
join (select * from purchasing_rates(%(day)s) offset 0) r on r.currency = t.currency
order by n.product_id, coalesce(t.stock = 0, false), t.price * r.rate / case when t.with_vat then 1.22 else 1 end, o.id
"""
_FORGET = "delete from purchasing_need n using floor_taken t where n.product_id = t.product_id"
_ORDER = """
with made as (
    insert into purchasing_supplierorder (supplier_id, warehouse_id, state, created_at)
    select distinct supplier_id, (select min(id) from stock_warehouse), 'draft', now() from floor_taken
    returning id, supplier_id
),
lines as (
    insert into purchasing_supplierline (order_id, position, product_id, offer_id, quantity, price, currency, with_vat,
        landed)
    select m.id, row_number() over (partition by m.id order by n.product_id), n.product_id, n.offer_id, n.quantity,
        n.price, n.currency, n.with_vat, n.landed
    from floor_taken n
    join made m on m.supplier_id = n.supplier_id
    returning id, product_id, quantity
),
queue as (
    select s.id, s.quantity as bought, l.id as line_id, w.quantity,
        sum(w.quantity) over (partition by s.id order by coalesce(l.queued_at, o.placed_at), l.id) as till
    from lines s
    join orders_line l on l.product_id = s.product_id and l.ordered > l.reserved + l.shipped + l.cancelled
    join orders_order o on o.id = l.order_id
    cross join lateral (select l.ordered - l.reserved - l.shipped - l.cancelled as quantity) w
),
bought as (
    insert into purchasing_purpose (supplier_line_id, line_id, quantity)
    select id, line_id, least(quantity, bought - till + quantity) from queue where till - quantity < bought
)
select count(*) from lines
"""


def measure(floor: Connection[Any], *, day: date) -> int:
    """How many products are short."""
    with Cursor(floor) as cursor:
        cursor.execute("delete from purchasing_need")
        return cursor.execute(_MEASURE, {"day": day}).rowcount


def order(floor: Connection[Any], *, day: date) -> int:
    """How many of them are ordered."""
    with Cursor(floor) as cursor:
        cursor.execute(_TAKE, {"day": day})
        cursor.execute(_FORGET)
        [many] = cursor.execute(_ORDER).fetchone() or [0]
        return int(many)
