-- A page of the candidates that a search has found, sorted by what was asked. They are looked up as an array, which is
-- sorted: neighbours are found together.
select id, count(*) over () as total
from (
    select p.id, p.sort_key, p.article, {rank} as rank
    from catalog_product p where p.id = any(%(candidates)s::bigint[]) and {seen} offset 0
) p
order by {order}
offset %(start)s limit %(count)s
