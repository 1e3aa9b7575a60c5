-- Lock named balances, sorted by key, and tell what is free in each.
select b.product_id as product, b.warehouse_id as warehouse, b.on_hand - b.held as free
from stock_balance b
where (b.product_id, b.warehouse_id) in (
    select * from unnest(%(products)s::bigint[], %(warehouses)s::bigint[]))
order by b.product_id, b.warehouse_id
for update of b
