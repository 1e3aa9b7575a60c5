(select lower(n.name) from catalog_product n where n.id = p.id)
