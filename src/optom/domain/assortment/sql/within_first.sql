and c.product_id = any(array(select id from first))
