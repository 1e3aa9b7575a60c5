select c.product_id as id from catalog_code c
    where c.norm >= {low} and c.norm < {high} and c.kind = 'a'
