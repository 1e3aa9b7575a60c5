-- How many analogs of each product the contract sees.
select a.product_id as product, count(*) as analogs
from catalog_analog a
cross join lateral (select from catalog_product p where p.id = a.analog_id and {seen} offset 0) p
where a.product_id = any(%(products)s::bigint[])
group by a.product_id
