-- What is free of the products for a contract: on hand by warehouse, then what is on its way, soonest first. Not locked:
-- a promise made from it may fail.
select b.product_id, b.warehouse_id, null::bigint as arrival_id, null::date as expected_on, b.on_hand - b.held as free
from stock_balance b
where b.product_id = any(%(products)s::bigint[]) and b.warehouse_id in (select stock_warehouses(%(contract)s))
union all
select a.product_id, a.warehouse_id, a.id, a.expected_on, a.quantity - a.received - a.held
from stock_arrival a
where a.product_id = any(%(products)s::bigint[]) and a.received < a.quantity
    and a.warehouse_id in (select stock_warehouses(%(contract)s))
order by product_id, expected_on nulls first, arrival_id, warehouse_id
