-- How known products are sold from now on, where the rows change it; before a product's first change also how it was
-- sold until then. What has waited for another import is told after it.
insert into catalog_productchange (at, product_id, group_id, brand_id, unit_id, tax_class_id, multiple, minimum, is_active)
select sold.*
from resolved_products r
join catalog_product p on p.id = r.id
left join lateral (select count(*) > 0 as is_known, max(c.at) as at from catalog_productchange c where c.product_id = p.id)
    told on true
cross join lateral (
    select null::timestamptz, p.id, p.group_id, p.brand_id, p.unit_id, p.tax_class_id, p.multiple, p.minimum, p.is_active
    where not told.is_known
    union all
    select greatest(%(at)s::timestamptz, told.at),
        p.id, r.group_id, r.brand_id, r.unit_id, r.tax_class_id, r.multiple, r.minimum, r.is_active
) sold
where r.fate is null and (
    p.group_id, p.brand_id, p.unit_id, p.tax_class_id, p.multiple, p.minimum, p.is_active
) is distinct from (
    r.group_id, r.brand_id, r.unit_id, r.tax_class_id, r.multiple, r.minimum, r.is_active
)
