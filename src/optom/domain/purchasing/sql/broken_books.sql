-- Goods that receipts say have come, and that no move has brought into the warehouse.
with counted as (
    select n.supplier_line_id, sum(n.came) as came
    from purchasing_receiptline n
    join purchasing_supplierline l on l.id = n.supplier_line_id and l.product_id = n.product_id
    group by n.supplier_line_id
)
select 'what receipts count is in the warehouse' as what, 'line ' || l.id || ' of order ' || l.order_id as subject,
    c.came::text as expected, coalesce(m.came, 0)::text as found
from counted c
join purchasing_supplierline l on l.id = c.supplier_line_id
left join lateral (
    select sum(m.quantity) as came from stock_move m
    where m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
) m on true
where c.came > coalesce(m.came, 0)
