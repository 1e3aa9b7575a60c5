select b.group_id, b.brand_id from pricing_shelfprice b
        where b.column_id = {column} and b.lowest <= {high}::numeric and b.highest >= {low}::numeric
