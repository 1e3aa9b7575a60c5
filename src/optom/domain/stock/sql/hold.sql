-- Hold goods for their owners, count them as held where they stand or whence they come, and write it into the ledger.
with wanted as (
    select * from unnest(
        %(owners)s::bigint[], %(contracts)s::bigint[], %(products)s::bigint[], %(warehouses)s::bigint[], %(arrivals)s::bigint[],
        %(quantities)s::numeric[]) as w(owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
),
balances as (
    update stock_balance b set held = b.held + w.quantity
    from (select product_id, warehouse_id, sum(quantity) as quantity from wanted
          where arrival_id is null group by product_id, warehouse_id) w
    where b.product_id = w.product_id and b.warehouse_id = w.warehouse_id
),
arrivals as (
    update stock_arrival a set held = a.held + w.quantity
    from (select arrival_id, sum(quantity) as quantity from wanted where arrival_id is not null group by arrival_id) w
    where a.id = w.arrival_id
),
kept as (
    insert into stock_hold (owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select owner, contract_id, product_id, warehouse_id, arrival_id, quantity from wanted
    on conflict (owner, warehouse_id, arrival_id) do update set quantity = stock_hold.quantity + excluded.quantity
)
insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
select %(at)s, owner, contract_id, product_id, warehouse_id, arrival_id, quantity from wanted
