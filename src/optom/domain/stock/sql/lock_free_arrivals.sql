-- Lock named arrivals that have not come in, sorted by key, and tell what of each can be promised.
select a.product_id as product, a.warehouse_id as warehouse, a.quantity - a.received - a.held as free, a.id as arrival,
    a.expected_on
from stock_arrival a
where a.id = any(%(arrivals)s::bigint[]) and a.received < a.quantity
order by a.id
for update of a
