-- Prices that are new, seen later, or seen otherwise on the same day.
create temp table market_changes on commit drop as
select r.of_id as competitor_id, r.product_id, r.amount, r.day, f.amount as before
from resolved_told r
left join costs_marketprice f on f.competitor_id = r.of_id and f.product_id = r.product_id
where r.wrong is null and (f.seen_on is null or r.day > f.seen_on or r.day = f.seen_on and r.amount <> f.amount)
