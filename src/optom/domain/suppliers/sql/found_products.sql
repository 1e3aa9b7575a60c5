-- Products by name, in the order in which they were found.
select p.id as product, p.article, b.name as brand, p.name, u.name as unit
from unnest(%(products)s::bigint[]) with ordinality as f(product, place)
join catalog_product p on p.id = f.product
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
order by f.place
