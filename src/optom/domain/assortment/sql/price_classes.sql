-- The contract's price classes among the shelves that it sees under the filters: one column, one discount, one step.
with scheme as materialized (select * from pricing_scheme(%(contract)s, %(at)s))
select column_id, discount, rounding, sum(products)::bigint as products,
    array_agg(group_id) as groups, array_agg(brand_id) as brands
from (
    select s.group_id, s.brand_id, s.products, s4.rounding,
        coalesce(s1.column_id, s2.column_id, s3.column_id, s4.column_id) as column_id,
        coalesce(s1.discount, s2.discount, s3.discount, s4.discount) as discount
    from catalog_shelf s
    left join scheme s1 on s1.rank = 1 and s1.group_id = s.group_id and s1.brand_id = s.brand_id
    left join scheme s2 on s2.rank = 2 and s2.brand_id = s.brand_id
    left join scheme s3 on s3.rank = 3 and s3.group_id = s.group_id
    join scheme s4 on s4.rank = 4
    where {shelf}
) cells
group by column_id, discount, rounding
order by products desc, column_id, discount
