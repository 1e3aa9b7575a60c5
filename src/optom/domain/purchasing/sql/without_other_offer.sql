-- Lines that nobody else offers.
select p.article
from purchasing_supplierline s
join catalog_product p on p.id = s.product_id
where s.id = any(%(lines)s::bigint[]) and s.product_id not in (select product_id from taken_need)
order by s.position
