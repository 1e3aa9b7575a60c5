select x.id, x.group_id, x.brand_id from catalog_product x where x.id = g.id offset 0
