-- What becomes of the products that carry a number, for a contract: are there any, are they sold at all, to this one.
select count(*) > 0 as is_known, coalesce(bool_or(p.is_active), false) as is_sold,
    coalesce(bool_or(p.is_active and p.group_id in (select assortment_groups(%(contract)s))
        and p.brand_id in (select assortment_brands(%(contract)s))), false) as is_seen
from (select distinct c.product_id as id from catalog_code c where c.norm = %(code)s limit 100) found
join catalog_product p on p.id = found.id
