-- Warehouses that are new or called otherwise; one that the staff has closed stays closed.
insert into stock_warehouse as w (code, name, external_id, position, is_active)
select * from unnest(
    %(codes)s::text[], %(names)s::text[], %(external_ids)s::text[], %(positions)s::int[], %(are_active)s::boolean[]
)
on conflict (external_id) do update set name = excluded.name, is_active = w.is_active and excluded.is_active
where (w.name, w.is_active) is distinct from (excluded.name, w.is_active and excluded.is_active)
returning xmax = 0 as is_new
