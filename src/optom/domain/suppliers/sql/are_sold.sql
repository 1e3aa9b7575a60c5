-- Whether any of these products, or what was made of an offer by this key, is sold.
select exists (select from catalog_product where (id = any(%(products)s) or external_id = %(key)s) and is_active)
