-- What is new or other than it was measured before.
insert into costs_demand as d (product_id, sold_90, sold_365, abc, xyz, received_on)
select product_id, sold_90, sold_365, abc, xyz, received_on
from measured_demand
order by product_id
on conflict (product_id) do update
set sold_90 = excluded.sold_90, sold_365 = excluded.sold_365, abc = excluded.abc, xyz = excluded.xyz,
    received_on = excluded.received_on
where (d.sold_90, d.sold_365, d.abc, d.xyz, d.received_on)
    is distinct from (excluded.sold_90, excluded.sold_365, excluded.abc, excluded.xyz, excluded.received_on)
