select c.product_id as id from pricing_columnprice c
    where c.column_id = {column} and c.amount >= {low}::numeric and c.amount <= {high}::numeric {within}
    union all
    select c.product_id as id from pricing_break c
    where c.column_id = {column} and c.from_quantity <= 1 and c.amount >= {low}::numeric and c.amount <= {high}::numeric {within}
