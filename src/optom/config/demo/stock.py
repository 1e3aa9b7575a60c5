"""Warehouses, what stands there, how it came there and what is on its way."""

from datetime import datetime, timedelta

from .writing import copy, filling, go_on_after, run

WAREHOUSES = ((1, "MSK", "Москва"), (2, "KZN", "Казань"), (3, "NSK", "Новосибирск"))
OPENED_DAYS_AGO = 400
# A hash of the row instead of random(): the same seed gives the same stock, in whatever order rows are made.
_FUNCTION = """
create or replace function pg_temp.dice(number bigint, salt bigint, sides int) returns int language sql immutable as $$
    select ((hashint8extended(number, {seed} * 100 + salt) % sides + sides) % sides)::int
$$
"""
# Moscow keeps everything, the others less; a fifth of the rows stand empty.
_BALANCES = """
insert into stock_balance (product_id, warehouse_id, on_hand, held)
select p.id, w.id,
    case when pg_temp.dice(p.id, w.id, 100) < 20 then 0
        else p.multiple * (1 + pg_temp.dice(p.id, 10 + w.id, case
            when p.cost < 5 then 400 when p.cost < 50 then 150 when p.cost < 500 then 60
            when p.cost < 5000 then 20 else 6 end))
    end, 0
from demo_product p
join (values (1, 100), (2, 60), (3, 45)) w (id, share) on pg_temp.dice(p.id, 20 + w.id, 100) < w.share
order by p.id, w.id
"""
_ARRIVALS = """
insert into stock_arrival (product_id, warehouse_id, expected_on, quantity, received, held)
select p.id, 1 + pg_temp.dice(p.id, 30, 3),
    %(today)s::date + 2 + pg_temp.dice(p.id, 31 + n, 20) + 21 * n,
    p.multiple * (5 + pg_temp.dice(p.id, 34 + n, 60)), 0, 0
from demo_product p cross join generate_series(0, 1) n
where pg_temp.dice(p.id, 37 + n, 100) < 9
order by p.id, n
"""
# On hand = counted in at the beginning + received since - dispatched since: the count follows from the rest.
_RECEIPTS = """
insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
select %(at)s::timestamptz - interval '1 day' * (10 + pg_temp.dice(b.product_id, 40 + b.warehouse_id, 200)),
    b.product_id, b.warehouse_id, b.on_hand, 'receipt', 'supply'
from stock_balance b
where b.on_hand > 0 and pg_temp.dice(b.product_id, 50 + b.warehouse_id, 6) = 0
order by b.product_id, b.warehouse_id
"""
_COUNTS = """
insert into stock_move (at, product_id, warehouse_id, quantity, kind, subject)
select %(opened)s::timestamptz, b.product_id, b.warehouse_id, b.on_hand - coalesce(m.quantity, 0), 'count', 'opening'
from stock_balance b
left join (select product_id, warehouse_id, sum(quantity) as quantity from stock_move group by 1, 2) m
    using (product_id, warehouse_id)
where b.on_hand <> coalesce(m.quantity, 0)
order by b.product_id, b.warehouse_id
"""
_ANNOUNCED = """
insert into stock_arrivalchange (at, arrival_id, kind, expected_on, open)
select %(at)s::timestamptz - interval '1 day' * (3 + pg_temp.dice(a.id, 60, 25)), a.id, 'announced', a.expected_on,
    a.quantity
from stock_arrival a
order by a.id
"""
# What left was held from the order until it left, and asked for in between.
_HELD = """
insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
select m.at, l.order_line_id, s.contract_id, l.product_id, s.warehouse_id, null, m.sign * l.dispatched
from shipping_shipmentline l
join shipping_shipment s on s.id = l.shipment_id
join orders_line o on o.id = l.order_line_id
join orders_order r on r.id = o.order_id
cross join lateral (values (r.placed_at, 1), (s.dispatched_at, -1)) m (at, sign)
where l.dispatched > 0
order by m.at, l.id
"""
_COMMITTED = """
insert into credit_accountmove (at, contract_id, company_id, committed, reserved)
select m.at, s.contract_id, s.company_id, m.committed * s.sum, m.reserved * s.shipped_sum
from shipping_shipment s
cross join lateral (
    values (s.requested_at - interval '1 hour', 0, 1), (s.requested_at, 1, 0), (s.dispatched_at, -1, -1)
) m (at, committed, reserved)
order by m.at, s.id
"""


def write_stock(total: int, *, seed: int, at: datetime) -> None:
    """Warehouses, balances and arrivals; the moves come when the year's dispatches are known."""
    copy("stock_warehouse", "id code name position is_active", (
        (number, code, name, number, True) for number, code, name in WAREHOUSES))  # fmt: skip
    go_on_after("stock_warehouse")
    run(_FUNCTION.format(seed=seed))
    with filling(total, "stock_balance", "stock_arrival"):
        run(_BALANCES)
        run(_ARRIVALS, today=at.date())


def write_moves(*, at: datetime) -> None:
    """Receipts and the first count, so that every balance is the sum of its moves; what was held and asked for."""
    run(_RECEIPTS, at=at)
    run("analyze stock_move")
    run(_COUNTS, opened=at - timedelta(days=OPENED_DAYS_AGO))
    run(_ANNOUNCED, at=at)
    run(_HELD)
    run(_COMMITTED)
