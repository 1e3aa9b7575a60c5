-- Columns that are new or called otherwise. A known column keeps its currency: its prices are in it.
insert into pricing_column as c (code, name, currency, vat_included, external_id, position)
select code, name, currency, coalesce(with_vat, true), external_id, position
from unnest(
    %(codes)s::text[], %(names)s::text[], %(currencies)s::text[], %(with_vat)s::boolean[], %(external_ids)s::text[],
    %(positions)s::int[]
) as n (code, name, currency, with_vat, external_id, position)
on conflict (external_id) do update set name = excluded.name
where c.name <> excluded.name
returning xmax = 0 as is_new
