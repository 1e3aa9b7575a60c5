-- For whom lines are now, for those are that were ordered instead of them.
insert into purchasing_purpose (supplier_line_id, line_id, quantity)
select n.id, u.line_id, u.quantity
from purchasing_bought_for('{}', %(lines)s::bigint[]) u
join purchasing_supplierline s on s.id = u.supplier_line_id and s.id = any(%(lines)s::bigint[])
join purchasing_supplierline n on n.product_id = s.product_id and n.order_id = any(%(orders)s::bigint[])
