-- The candidates by shelf.
select p.group_id, p.brand_id, count(*) as products
from unnest(%(candidates)s::bigint[]) as f(id) join catalog_product p on p.id = f.id
where {seen}
group by p.group_id, p.brand_id
