-- Take the quantities off the holds and give the goods back; an emptied hold goes away. The ledger says so.
-- A hold of which something is asked for does not go away: it would be nothing, which its constraints refuse.
with freed as (
    select * from unnest(%(holds)s::bigint[], %(quantities)s::numeric[]) as f(id, quantity)
),
reduced as (
    update stock_hold h set quantity = h.quantity - f.quantity
    from freed f where h.id = f.id and (h.quantity > f.quantity or h.asked > 0)
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, h.arrival_id, f.quantity
),
emptied as (
    delete from stock_hold h using freed f where h.id = f.id and h.quantity = f.quantity and h.asked = 0
    returning h.owner, h.contract_id, h.product_id, h.warehouse_id, h.arrival_id, f.quantity
),
back as (select * from reduced union all select * from emptied),
written as (
    insert into stock_holdmove (at, owner, contract_id, product_id, warehouse_id, arrival_id, quantity)
    select %(at)s, owner, contract_id, product_id, warehouse_id, arrival_id, -quantity from back
),
arrivals as (
    update stock_arrival a set held = a.held - b.quantity
    from (select arrival_id, sum(quantity) as quantity from back where arrival_id is not null group by arrival_id) b
    where a.id = b.arrival_id
)
update stock_balance s set held = s.held - b.quantity
from (select product_id, warehouse_id, sum(quantity) as quantity from back
      where arrival_id is null group by product_id, warehouse_id) b
where s.product_id = b.product_id and s.warehouse_id = b.warehouse_id
