-- The first visible products by shelf, as far as the cap goes.
select group_id, brand_id, count(*) as products
from (select p.group_id, p.brand_id from catalog_product p where {seen} limit %(cap)s) x
group by group_id, brand_id
