(select c.norm from catalog_code c where c.product_id = p.id and c.kind = 'a' limit 1)
