-- What lines were for, those are for that were ordered instead of them.
insert into purchasing_purpose (supplier_line_id, line_id, quantity)
select n.id, u.line_id, u.quantity
from purchasing_supplierline s
join purchasing_purpose u on u.supplier_line_id = s.id
join purchasing_supplierline n on n.product_id = s.product_id and n.order_id = any(%(orders)s::bigint[])
where s.id = any(%(lines)s::bigint[])
