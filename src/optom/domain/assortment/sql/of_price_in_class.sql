(select round({base} * (100 - {discount}::numeric) / 100 / {rounding}::numeric) * {rounding}::numeric
        from pricing_columnprice c where c.column_id = {column} and c.product_id = p.id)
