-- Lock the balances, arrivals and supplies behind what the owners hold, in the order of every other act; arrivals of supplies
-- after these.
-- The holds themselves are read by the next statement (lock_holds): while this one waits, the holds may change,
-- an arrival coming in turns its holds into others, and a statement sees only what stood when it began.
with held as (
    select h.product_id, h.warehouse_id, h.arrival_id from stock_hold h where h.owner = any(%(owners)s::bigint[])
),
balances as (
    select b.product_id from stock_balance b
    where (b.product_id, b.warehouse_id) in (select product_id, warehouse_id from held)
    order by b.product_id, b.warehouse_id
    for update
),
arrivals as (
    select a.id from stock_arrival a
    where (select count(*) from balances) >= 0 and a.id in (select arrival_id from held) and a.supply_id is null
    order by a.id
    for update
),
supplies as (
    select count(*) as locked
    from (select count(*) as of_own from arrivals) a
    cross join lateral stock_lock_supplies_held(case when a.of_own >= 0 then %(owners)s::bigint[] end) s
)
select a.id from stock_arrival a
where (select locked from supplies) >= 0 and a.id in (select arrival_id from held) and a.supply_id is not null
order by a.id
for update
