-- Breaks that are new.
insert into pricing_break (column_id, product_id, from_quantity, amount)
select column_id, product_id, from_quantity, amount
from price_changes
where amount is not null and before is null and from_quantity > 0
order by column_id, product_id, from_quantity
