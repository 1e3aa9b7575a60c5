not exists (select from pricing_break b where b.column_id = {column} and b.product_id = p.id and b.from_quantity <= 1)
