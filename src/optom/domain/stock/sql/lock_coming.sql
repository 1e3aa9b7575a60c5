-- Arrivals that are still to come, locked after the balances that they would add to, in the order of every other act. How
-- long the locks of this transaction may wait is set in the same round trip.
with patience as materialized (select set_config('lock_timeout', %(patience)s, true)),
balances as (
    select b.product_id from patience cross join stock_balance b
    where (b.product_id, b.warehouse_id) in (
        select a.product_id, a.warehouse_id from stock_arrival a where a.id = any(%(arrivals)s::bigint[])
    )
    order by b.product_id, b.warehouse_id
    for update of b
)
select a.id, a.held, a.quantity - a.received as open from stock_arrival a
where (select count(*) from balances) >= 0 and a.id = any(%(arrivals)s::bigint[]) and a.received < a.quantity
    and a.supply_id is null
order by a.id
for update
