-- Lock the balances of the products in the contract's warehouses, sorted by key, and tell what is free in each.
select b.product_id, b.warehouse_id, b.on_hand - b.held as free
from stock_balance b
where b.product_id = any(%(products)s::bigint[]) and b.warehouse_id in (select stock_warehouses(%(contract)s))
order by b.product_id, b.warehouse_id
for update of b
