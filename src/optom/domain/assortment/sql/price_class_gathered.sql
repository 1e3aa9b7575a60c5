(select h.id, h.amount as base, round(h.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from (
    select p.id, g.amount
    from (
        -- an array, for it is sorted: neighbours are found together
        select c.product_id as id, c.amount from pricing_columnprice c
        where {within} and c.column_id = {column} and c.product_id = any(array(
            select x.id from {shelves}
            cross join lateral (
                select x.id from catalog_product x where x.is_active and x.group_id = shelf.g and x.brand_id = shelf.b
                offset 0) x))
        {first}
        offset 0
    ) g
    cross join lateral (
        {product}) p
    where {stocked} and {unfixed} and {unbroken}
    order by g.amount {direction}, p.id {direction}
    limit %(start)s + %(count)s
) h)
