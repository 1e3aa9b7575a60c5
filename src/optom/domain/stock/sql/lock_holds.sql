-- The holds of the owners, locked after the goods behind them.
select h.id, h.owner, h.product_id, h.warehouse_id, h.arrival_id, a.expected_on, h.quantity, h.asked
from stock_hold h left join stock_arrival a on a.id = h.arrival_id
where h.owner = any(%(owners)s::bigint[])
order by h.id
for update of h
