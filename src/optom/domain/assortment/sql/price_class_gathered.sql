(select p.id, c.amount as base, round(c.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from unnest({groups}::bigint[], {brands}::bigint[]) as shelf(g, b)
cross join lateral (
    select x.id from catalog_product x where x.is_active and x.group_id = shelf.g and x.brand_id = shelf.b
    offset 0) p
cross join lateral (
    select c.amount from pricing_columnprice c where c.column_id = {column} and c.product_id = p.id
    offset 0) c
where {stocked} and {unfixed}
order by c.amount {direction}, p.id {direction}
limit %(start)s + %(count)s)
