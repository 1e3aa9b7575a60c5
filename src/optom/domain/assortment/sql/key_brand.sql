join (select b.id, b.sort_key as value from catalog_brand b) {key} on {key}.id = p.brand_id
