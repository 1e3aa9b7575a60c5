-- Warehouses that are new or called otherwise; one that the staff has closed stays closed. The ledger is told which close.
with rows as (
    select * from unnest(
        %(codes)s::text[], %(names)s::text[], %(external_ids)s::text[], %(positions)s::int[], %(are_active)s::boolean[]
    ) as r (code, name, external_id, position, is_active)
),
told as (
    insert into stock_warehousechange (at, warehouse_id, is_active)
    select k.at, w.id, k.is_active
    from rows r
    join stock_warehouse w on w.external_id = r.external_id
    left join lateral (
        select count(*) > 0 as is_known, max(c.at) as at from stock_warehousechange c where c.warehouse_id = w.id
    ) told on true
    cross join lateral (
        select null::timestamptz as at, true as is_active where not told.is_known
        union all select greatest(%(at)s::timestamptz, told.at), false
    ) k
    where w.is_active and not r.is_active
)
insert into stock_warehouse as w (code, name, external_id, position, is_active)
select code, name, external_id, position, is_active from rows
on conflict (external_id) do update set name = excluded.name, is_active = w.is_active and excluded.is_active
where (w.name, w.is_active) is distinct from (excluded.name, w.is_active and excluded.is_active)
returning xmax = 0 as is_new
