-- Those of the products that the contract sees.
select f.id
from unnest(%(products)s::bigint[]) as f(id)
cross join lateral (select from catalog_product p where p.id = f.id and {seen} offset 0) p
