(select c.amount from pricing_columnprice c where c.column_id = {column} and c.product_id = p.id)
