-- A page of the candidates that a search has found, sorted by what was asked. Each is looked up, whatever the planner
-- thinks of their number; what isn't seen is left out by the index of shelves, before the product is read.
with visible as materialized (
    select f.id, f.rank
    from unnest(%(candidates)s::bigint[], %(ranks)s::int[]) as f(id, rank)
    cross join lateral (select from catalog_product p where p.id = f.id and {seen} offset 0) p
)
select f.id, count(*) over () as total
from visible f
cross join lateral (select x.sort_key, x.article from catalog_product x where x.id = f.id offset 0) p
order by {order}
offset %(start)s limit %(count)s
