-- Those of the products that have the attributes asked.
select f.id
from unnest(%(products)s::bigint[]) as f(id)
cross join lateral (
    select from catalog_product p where p.id = f.id and p.attributes @@ %(wanted)s::jsonpath offset 0) p
