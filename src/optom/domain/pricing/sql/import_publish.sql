-- Prices that are new.
insert into pricing_columnprice (column_id, product_id, amount)
select column_id, product_id, amount
from price_changes
where amount is not null and before is null and from_quantity = 0
order by column_id, product_id
