-- Lines of an order that wait for a person's word.
select id, product_id as product, quantity, confirmed, doubt
from purchasing_supplierline
where order_id = %(order)s and id = any(%(lines)s::bigint[]) and doubt <> ''
order by position
