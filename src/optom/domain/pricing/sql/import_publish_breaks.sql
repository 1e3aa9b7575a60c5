-- Breaks that are new or other.
insert into pricing_break (column_id, product_id, from_quantity, amount)
select column_id, product_id, from_quantity, amount
from price_changes
where amount is not null and from_quantity > 0
order by column_id, product_id
on conflict (column_id, product_id, from_quantity) do update set amount = excluded.amount
