-- Breaks that are no more.
delete from pricing_break b
using price_changes c
where c.amount is null and c.from_quantity > 0
    and b.column_id = c.column_id and b.product_id = c.product_id and b.from_quantity = c.from_quantity
