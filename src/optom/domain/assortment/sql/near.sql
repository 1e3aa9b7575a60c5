{near} as materialized (
    select count(*) < {most} as is_near
    from (select from pricing_columnprice c where c.column_id = {column} and {bounded} limit {most}) x)
