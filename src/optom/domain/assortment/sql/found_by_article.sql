select c.product_id as id from catalog_code c
    where (case when not (c.kind = 'b') then c.norm end) like {value} and c.kind = 'a'
