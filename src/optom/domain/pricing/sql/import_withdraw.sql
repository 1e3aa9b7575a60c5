-- Prices that are no more.
delete from pricing_columnprice p
using price_changes c
where c.amount is null and c.from_quantity = 0 and p.column_id = c.column_id and p.product_id = c.product_id
