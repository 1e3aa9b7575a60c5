(select p.id, c.amount as base, round(c.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from pricing_columnprice c
cross join lateral (
    select p.id from catalog_product p
    where p.id = c.product_id and {belongs} and {unfixed} and {unbroken}
    offset 0) p
where c.column_id = {column} and {within}
order by c.amount {direction}, c.product_id {direction}
limit %(start)s + %(count)s)
