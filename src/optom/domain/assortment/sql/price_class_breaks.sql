(select p.id, b.amount as base, round(b.amount * (100 - {discount}) / 100 / {rounding}) * {rounding} as price
from (
    select distinct on (b.product_id) b.product_id, b.amount from pricing_break b
    where b.column_id = {column} and b.from_quantity <= 1
    order by b.product_id, b.from_quantity desc
) b
cross join lateral (
    select p.id from catalog_product p
    where p.id = b.product_id and {belongs} and {unfixed}
    offset 0) p)
