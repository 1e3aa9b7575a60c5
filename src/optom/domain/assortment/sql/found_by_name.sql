select n.id from catalog_product n where n.is_active and lower(n.name) like {value}
