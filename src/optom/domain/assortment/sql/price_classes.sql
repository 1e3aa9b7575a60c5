-- The contract's price classes: inside one, own price grows with the column's price; and how large they are at most.
select k.rank, k.column_id, k.discount, k.rounding, k.groups, k.brands, s.products
from (
    select rank, column_id, discount, rounding, array_agg(group_id) as groups, array_agg(brand_id) as brands
    from pricing_scheme(%(contract)s, %(at)s)
    group by rank, column_id, discount, rounding
) k
cross join lateral (
    select case
        when k.rank in (1, 3) then (select sum(s.products) from catalog_shelf s where s.group_id = any(k.groups))
        when k.rank = 2 then (select sum(s.products) from catalog_shelf s where s.brand_id = any(k.brands))
    end as products
) s
order by k.rank, k.column_id, k.discount
