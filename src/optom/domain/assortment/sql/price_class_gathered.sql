(select c.id, c.amount as base, round(c.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from (
    select p.id, (select x.amount from pricing_columnprice x where x.column_id = {column} and x.product_id = p.id) as amount
    from unnest({groups}::bigint[], {brands}::bigint[]) as shelf(g, b)
    cross join lateral (
        select x.id from catalog_product x where x.is_active and x.group_id = shelf.g and x.brand_id = shelf.b
        offset 0) p
    where {stocked} and {unfixed}
    offset 0
) c
where c.amount is not null
order by c.amount {direction}, c.id {direction}
limit %(start)s + %(count)s)
