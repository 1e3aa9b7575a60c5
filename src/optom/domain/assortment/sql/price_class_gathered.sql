(select p.id, c.amount as base, round(c.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from (
    select p.id from catalog_product p
    where {scope} and {seen} and {members} and {unfixed}
    offset 0) p
cross join lateral (
    select c.amount from pricing_columnprice c where c.column_id = {column} and c.product_id = p.id
    offset 0) c
order by c.amount {direction}, p.id {direction}
limit %(start)s + %(count)s)
