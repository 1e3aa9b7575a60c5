-- A page of the candidates that a search has found, sorted by what was asked.
select p.id, count(*) over () as total
from unnest(%(candidates)s::bigint[], %(ranks)s::int[]) as f(id, rank)
join catalog_product p on p.id = f.id
where {seen}
order by {order}
offset %(start)s limit %(count)s
