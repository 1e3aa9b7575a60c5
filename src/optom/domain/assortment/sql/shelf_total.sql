-- How many products the contract sees under the filters of group and brand.
select coalesce(sum(p.products), 0)::bigint as products
from catalog_shelf p
where p.products > 0
    and (p.group_id in (select assortment_groups(%(contract)s))) is true
    and (p.brand_id in (select assortment_brands(%(contract)s))) is true
    and (%(groups)s::bigint[] is null or (p.group_id in (
        select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[]))) is true)
    and (%(brands)s::bigint[] is null or p.brand_id = any(%(brands)s::bigint[]))
