-- What comes by lines of an order that was confirmed; what a person thought over for long comes
-- today at the soonest.
select p.id as product, p.article, w.code as warehouse, l.confirmed,
    greatest(l.expected_on, %(day)s) as expected_on
from purchasing_supplierline l
join purchasing_supplierorder o on o.id = l.order_id
join catalog_product p on p.id = l.product_id
join stock_warehouse w on w.id = o.warehouse_id
where l.order_id = %(order)s and l.id = any(%(lines)s::bigint[]) and l.confirmed > 0
order by l.position
