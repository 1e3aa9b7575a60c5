and c.product_id = any(array(
        select x.id from catalog_shelf s
        cross join lateral (
            select x.id from catalog_product x
            where x.is_active and x.group_id = s.group_id and x.brand_id = s.brand_id
            offset 0) x
        where {shelf}))
