-- A page of few products, sorted by any of what their rows say.
select p.id
from catalog_product p
{joins}where p.id = any(%(candidates)s::bigint[])
order by {order}, p.sort_key, p.id
offset %(start)s limit %(count)s
