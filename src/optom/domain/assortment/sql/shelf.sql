s.products > 0
    and (s.group_id in (select id from assortment_groups(%(contract)s) as id)) is true
    and (s.brand_id in (select id from assortment_brands(%(contract)s) as id)) is true
    and (%(groups)s::bigint[] is null or s.group_id = any(array(
        select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[]))))
    and (%(brands)s::bigint[] is null or s.brand_id = any(%(brands)s::bigint[]))
