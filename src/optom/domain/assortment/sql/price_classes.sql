-- The contract's price classes: inside one, own price grows with the column's price.
select rank, column_id, discount, rounding,
    array_agg(group_id) as groups, array_agg(brand_id) as brands
from pricing_scheme(%(contract)s, %(at)s)
group by rank, column_id, discount, rounding
order by rank, column_id, discount
