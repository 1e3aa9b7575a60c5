-- The packs of these products.
select product_id as product, array_agg(name order by name) as names, array_agg(quantity order by name) as quantities
from catalog_pack where product_id = any(%(products)s::bigint[])
group by product_id
