-- Lock the open arrivals of the products for the contract's warehouses, sorted by key, and tell what can be promised.
select a.product_id, a.warehouse_id, a.id as arrival_id, a.expected_on, a.quantity - a.received - a.held as free
from stock_arrival a
where a.product_id = any(%(products)s::bigint[]) and a.received < a.quantity
    and a.warehouse_id in (select stock_warehouses(%(contract)s))
order by a.id
for update of a
