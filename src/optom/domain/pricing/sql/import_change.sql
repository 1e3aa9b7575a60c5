-- Prices that are other now.
update pricing_columnprice p
set amount = c.amount
from price_changes c
where c.amount is not null and c.before is not null and c.from_quantity = 0
    and p.column_id = c.column_id and p.product_id = c.product_id
