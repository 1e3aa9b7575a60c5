p.is_active
    and (p.group_id in (select id from assortment_groups(%(contract)s) as id)) is true
    and (p.brand_id in (select id from assortment_brands(%(contract)s) as id)) is true
    and (%(groups)s::bigint[] is null or (p.group_id in (
        select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[]))) is true)
    and (%(brands)s::bigint[] is null or p.brand_id = any(%(brands)s::bigint[]))
