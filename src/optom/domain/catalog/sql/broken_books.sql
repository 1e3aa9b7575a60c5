-- What is not as the last word about it says: how a product is sold, where a group stands. What has no ledger of its own
-- has always been as it is.
select 'catalog.product_is_its_last_change' as what, p.id::text as subject,
    concat_ws('/', k.group_id, k.brand_id, k.unit_id, k.tax_class_id, k.multiple, k.minimum, k.is_active) as expected,
    concat_ws('/', p.group_id, p.brand_id, p.unit_id, p.tax_class_id, p.multiple, p.minimum, p.is_active) as found
from (
    select distinct on (c.product_id) * from catalog_productchange c order by c.product_id, c.at desc nulls last, c.id desc
) k
join catalog_product p on p.id = k.product_id
where (p.group_id, p.brand_id, p.unit_id, p.tax_class_id, p.multiple, p.minimum, p.is_active)
    is distinct from (k.group_id, k.brand_id, k.unit_id, k.tax_class_id, k.multiple, k.minimum, k.is_active)
union all
select 'catalog.group_is_its_last_move', g.id::text, coalesce(k.parent_id::text, ''), coalesce(g.parent_id::text, '')
from (
    select distinct on (c.group_id) * from catalog_groupchange c order by c.group_id, c.at desc nulls last, c.id desc
) k
join catalog_group g on g.id = k.group_id
where g.parent_id is distinct from k.parent_id
