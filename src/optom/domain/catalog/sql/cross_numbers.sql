-- The numbers of other makers for the same things, some of each.
select p.id as product, array_agg(c.number order by c.number) as numbers
from unnest(%(products)s::bigint[]) as p(id)
cross join lateral (
    select distinct c.number from catalog_crossnumber c where c.product_id = p.id order by c.number limit %(most)s) c
group by p.id
