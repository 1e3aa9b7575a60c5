-- The holds of the owners, with the balances and arrivals behind them locked in the order of every other act.
with held as (
    select h.id, h.owner, h.product_id, h.warehouse_id, h.arrival_id, h.quantity
    from stock_hold h where h.owner = any(%(owners)s::bigint[])
),
balances as (
    select b.product_id from stock_balance b
    where (b.product_id, b.warehouse_id) in (select product_id, warehouse_id from held)
    order by b.product_id, b.warehouse_id
    for update
),
arrivals as (
    select a.id, a.expected_on from stock_arrival a
    where (select count(*) from balances) >= 0 and a.id in (select arrival_id from held)
    order by a.id
    for update
),
locked as (
    select h.* from stock_hold h
    where (select count(*) from arrivals) >= 0 and h.owner = any(%(owners)s::bigint[])
    order by h.id
    for update
)
select l.id, l.owner, l.product_id, l.warehouse_id, l.arrival_id, a.expected_on, l.quantity
from locked l left join arrivals a on a.id = l.arrival_id
order by l.owner, l.arrival_id nulls first, l.warehouse_id
