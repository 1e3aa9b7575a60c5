-- Of what nothing is known any more.
-- When that was found is remembered.
with moved as (
    delete from costs_demand d
    where not exists (select from measured_demand m where m.product_id = d.product_id)
    returning d.product_id
)
insert into costs_measured as w (product_id, at)
select product_id, %(at)s from moved order by product_id
on conflict (product_id) do update set at = greatest(w.at, excluded.at)
