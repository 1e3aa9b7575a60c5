-- A page of the candidates sorted by what the contract pays; what has no price comes last. Joined plainly the catalog is
-- walked as a whole beside them.
select p.id, count(*) over () as total
from pricing_prices(%(contract)s, %(at)s, %(candidates)s::bigint[], %(ones)s::numeric[], false) f
cross join lateral (select p.id from catalog_product p where p.id = f.product_id and {seen} offset 0) p
order by f.price {direction} nulls last, f.base {direction}, p.id {direction}
offset %(start)s limit %(count)s
