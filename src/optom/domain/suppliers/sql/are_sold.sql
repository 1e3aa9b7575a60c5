-- Whether any of these products is sold.
select exists (select from catalog_product where id = any(%(products)s) and is_active)
