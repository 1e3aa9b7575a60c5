-- Prices that are new or other.
insert into pricing_columnprice (column_id, product_id, amount)
select column_id, product_id, amount
from price_changes
where amount is not null and from_quantity = 0
order by column_id, product_id
on conflict (column_id, product_id) do update set amount = excluded.amount
