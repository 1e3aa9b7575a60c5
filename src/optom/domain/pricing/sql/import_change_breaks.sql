-- Breaks that are other now.
update pricing_break b
set amount = c.amount
from price_changes c
where c.amount is not null and c.before is not null and c.from_quantity > 0
    and b.column_id = c.column_id and b.product_id = c.product_id and b.from_quantity = c.from_quantity
