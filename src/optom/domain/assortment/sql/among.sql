-- A page of the candidates that a search has found, sorted by what was asked. Each is looked up, whatever the planner
-- thinks of their number.
select f.id, count(*) over () as total
from unnest(%(candidates)s::bigint[], %(ranks)s::int[]) as f(id, rank)
cross join lateral (select p.sort_key, p.article from catalog_product p where p.id = f.id and {seen} offset 0) p
order by {order}
offset %(start)s limit %(count)s
