-- The holds of the owners with the day on which an arrival is expected.
select h.id, h.owner, h.product_id, h.warehouse_id, h.arrival_id, a.expected_on, h.quantity, h.asked
from stock_hold h left join stock_arrival a on a.id = h.arrival_id
where h.owner = any(%(owners)s::bigint[])
order by h.owner, h.arrival_id nulls first, h.warehouse_id
