-- A page of the candidates sorted by what the contract pays; what has no price comes last.
select p.id, count(*) over () as total
from pricing_prices(%(contract)s, %(at)s, %(candidates)s::bigint[], %(ones)s::numeric[], false) f
join catalog_product p on p.id = f.product_id
where {seen}
order by f.price {direction} nulls last, f.base {direction}, p.id {direction}
offset %(start)s limit %(count)s
