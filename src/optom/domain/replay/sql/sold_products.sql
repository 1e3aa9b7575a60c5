-- Of which goods the lines are.
select array_agg(distinct product_id) as products from (--lines--
) l
