-- What is free of the products in every warehouse: what stands, then what comes, in the order in which it is promised.
select b.product_id as product, b.warehouse_id as warehouse, b.on_hand - b.held as free, null::bigint as arrival,
    null::date as expected_on
from stock_balance b
where b.product_id = any(%(products)s::bigint[]) and b.on_hand > b.held
union all
select a.product_id, a.warehouse_id, a.quantity - a.received - a.held, a.id, a.expected_on
from stock_arrival a
where a.product_id = any(%(products)s::bigint[]) and a.received < a.quantity and a.quantity - a.received > a.held
order by expected_on nulls first, arrival nulls first, product, warehouse
