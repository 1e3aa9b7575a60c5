-- Lines of which something is needed, and that nobody else offers.
select p.article
from needed_line n
join purchasing_supplierline s on s.id = n.id
join catalog_product p on p.id = s.product_id
where s.product_id not in (select product_id from taken_need)
order by s.position
