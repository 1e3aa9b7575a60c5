-- What came instead of what was ordered.
select p.id as product, p.article, w.code as warehouse, sum(n.came) as came
from purchasing_receiptline n
join purchasing_supplierline l on l.id = n.supplier_line_id and l.product_id <> n.product_id
join purchasing_supplierorder o on o.id = l.order_id
join stock_warehouse w on w.id = o.warehouse_id
join catalog_product p on p.id = n.product_id
where n.receipt_id = %(receipt)s
group by p.id, w.code
order by p.id
