-- What is new or other than it was measured before.
-- When that was found is remembered.
with moved as (
    insert into costs_demand as d (product_id, sold_90, sold_365, abc, xyz, received_on)
    select product_id, sold_90, sold_365, abc, xyz, received_on
    from measured_demand
    order by product_id
    on conflict (product_id) do update
    set sold_90 = excluded.sold_90, sold_365 = excluded.sold_365, abc = excluded.abc, xyz = excluded.xyz,
        received_on = excluded.received_on
    where (d.sold_90, d.sold_365, d.abc, d.xyz, d.received_on)
        is distinct from (excluded.sold_90, excluded.sold_365, excluded.abc, excluded.xyz, excluded.received_on)
    returning product_id
)
insert into costs_measured as w (product_id, at)
select product_id, %(at)s from moved order by product_id
on conflict (product_id) do update set at = greatest(w.at, excluded.at)
