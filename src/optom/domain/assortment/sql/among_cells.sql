-- The candidates by shelf.
select p.group_id, p.brand_id, count(*) as products
from unnest(%(candidates)s::bigint[]) as f(id)
cross join lateral (select p.group_id, p.brand_id from catalog_product p where p.id = f.id and {seen} offset 0) p
group by p.group_id, p.brand_id
