-- What was seen last.
insert into costs_marketprice (product_id, competitor_id, amount, seen_on)
select product_id, competitor_id, amount, day from market_changes
order by product_id, competitor_id
on conflict (product_id, competitor_id) do update set amount = excluded.amount, seen_on = excluded.seen_on
