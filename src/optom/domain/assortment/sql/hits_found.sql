select %(found_side)s as side, p.attributes
from unnest(%(found)s::bigint[]) as f(id)
cross join lateral (select p.attributes from catalog_product p where p.id = f.id and {seen} offset 0) p
