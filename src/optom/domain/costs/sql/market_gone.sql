-- Of which no price is new enough any more.
-- When that was found is remembered.
with moved as (
    delete from costs_market m
    using touched_market t
    where t.product_id = m.product_id
        and not exists (select from costs_marketprice p where p.product_id = m.product_id and p.seen_on > %(since)s)
    returning m.product_id
)
insert into costs_measured as w (product_id, at)
select product_id, %(at)s from moved order by product_id
on conflict (product_id) do update set at = greatest(w.at, excluded.at)
