"""The floor of serving those who wait: the same rows in the best SQL that could be written by hand and read.

One statement gives to each line what its predecessors leave, by running totals of what is wanted and of what is there,
and writes it. It knows less than the act: every contract may take from every warehouse, and none has a limit.
"""

from datetime import datetime
from typing import Any

from psycopg import Connection, Cursor

_SERVE = """
with queue as (
    select l.id, l.contract_id, l.company_id, l.product_id, l.sum, l.ordered,
        l.ordered - l.reserved - l.shipped - l.cancelled as waits, t.reservation_hours as hours,
        sum(l.ordered - l.reserved - l.shipped - l.cancelled) over (
            partition by l.product_id order by coalesce(l.queued_at, o.placed_at), l.id) as until
    from orders_line l
    join orders_order o on o.id = l.order_id
    join companies_contract c on c.id = l.contract_id and c.is_active
    join companies_terms t
        on t.contract_id = l.contract_id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
    where l.ordered > l.reserved + l.shipped + l.cancelled
),
shelf as (
    select f.*, sum(f.free) over (
        partition by f.product order by f.expected_on nulls first, f.arrival, f.warehouse) as until
    from stock_free((select array_agg(distinct product_id) from queue)) f
),
gets as materialized (
    select q.id, q.contract_id, q.company_id, q.product_id, q.sum, q.ordered, q.hours, s.warehouse, s.arrival,
        s.expected_on, least(q.until, s.until) - greatest(q.until - q.waits, s.until - s.free) as quantity
    from queue q join shelf s on s.product = q.product_id and s.until > q.until - q.waits and s.until - s.free < q.until
),
lines as materialized (
    select id, contract_id, company_id, sum(quantity) as quantity, round(sum * sum(quantity) / ordered, 2) as worth,
        greatest(%(at)s::timestamptz, max(expected_on)) + make_interval(hours => hours) as until
    from gets group by id, contract_id, company_id, sum, ordered, hours
),
holds as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select id, contract_id, product_id, warehouse, arrival, quantity from gets
),
balances as (
    update stock_balance b set held = b.held + g.quantity
    from (select product_id, warehouse, sum(quantity) as quantity from gets where arrival is null group by 1, 2) g
    where b.product_id = g.product_id and b.warehouse_id = g.warehouse
),
arrivals as (
    update stock_arrival a set held = a.held + g.quantity
    from (select arrival, sum(quantity) as quantity from gets where arrival is not null group by 1) g
    where a.id = g.arrival
),
accounts as (
    update credit_account a set reserved = a.reserved + g.worth
    from (select contract_id, sum(worth) as worth from lines group by 1) g where a.contract_id = g.contract_id
),
entries as (
    insert into journal_entry (at, actor_id, act, subject, company_id, facts)
    select %(at)s, null, 'orders.serve', 'companies.contract:' || contract_id, company_id,
        jsonb_build_object('contract', contract_id, 'lines', jsonb_object_agg(id::text, quantity::text))
    from lines group by contract_id, company_id
)
update orders_line l
set reserved = l.reserved + g.quantity, confirmed = l.confirmed + g.quantity, reserved_until = g.until
from lines g where l.id = g.id
"""


def serve(floor: Connection[Any], *, at: datetime) -> int:
    """How many lines got something."""
    with Cursor(floor) as cursor:
        return cursor.execute(_SERVE, {"at": at}).rowcount
