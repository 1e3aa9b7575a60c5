-- What remains of which batches of the goods in a warehouse, the oldest first, with what stands there in all.
select s.id, s.product_id as product, s.at, s.remains, b.on_hand, s.country, s.declaration, s.rnpt
from stock_batch s
join stock_balance b on b.product_id = s.product_id and b.warehouse_id = s.warehouse_id
where s.product_id = any(%(products)s::bigint[]) and s.warehouse_id = %(warehouse)s and s.remains > 0
order by s.product_id, s.at, s.id
