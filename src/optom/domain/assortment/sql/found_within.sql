select p.id from catalog_product p
    where p.is_active and p.id = any(array(select id from ({branches}) x)) and (
        %(groups)s::bigint[] is null or (p.group_id in (
            select descendant_id from catalog_grouppath where ancestor_id = any(%(groups)s::bigint[]))) is true)
        and (%(brands)s::bigint[] is null or p.brand_id = any(%(brands)s::bigint[]))
