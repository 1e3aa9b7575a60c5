-- Lines know what was announced of them.
update purchasing_supplierline l
set arrival_id = a.id
from purchasing_supplierorder o, stock_arrival a
where l.order_id = %(order)s and l.id = any(%(lines)s::bigint[]) and o.id = l.order_id and l.confirmed > 0
    and a.product_id = l.product_id and a.warehouse_id = o.warehouse_id and a.reference = %(reference)s
