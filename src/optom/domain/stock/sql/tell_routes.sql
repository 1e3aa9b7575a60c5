-- How goods of sources come; the word of those that are not named counts no more.
with told as (
    select * from unnest(%(sources)s::bigint[], %(warehouses)s::bigint[], %(fresh)s::timestamptz[], %(cut_offs)s::time[],
        %(takes_on)s::text[], %(closed_on)s::text[], %(late_days)s::int[], %(receipt_days)s::int[])
        as t(source, warehouse_id, fresh_until, cut_off, takes_on, closed_on, late_days, receipt_days)
),
ended as (
    update stock_supplyroute r set fresh_until = '-infinity'
    where r.fresh_until <> '-infinity' and not exists (select from told t where t.source = r.source)
)
insert into stock_supplyroute (source, warehouse_id, fresh_until, cut_off, takes_on, closed_on, late_days, receipt_days)
select source, warehouse_id, fresh_until, cut_off, string_to_array(takes_on, ',')::smallint[],
    string_to_array(closed_on, ',')::date[], late_days, receipt_days
from told
on conflict (source) do update set warehouse_id = excluded.warehouse_id, fresh_until = excluded.fresh_until,
    cut_off = excluded.cut_off, takes_on = excluded.takes_on, closed_on = excluded.closed_on,
    late_days = excluded.late_days, receipt_days = excluded.receipt_days
where (stock_supplyroute.warehouse_id, stock_supplyroute.fresh_until, stock_supplyroute.cut_off, stock_supplyroute.takes_on,
    stock_supplyroute.closed_on, stock_supplyroute.late_days, stock_supplyroute.receipt_days)
    is distinct from (excluded.warehouse_id, excluded.fresh_until, excluded.cut_off, excluded.takes_on, excluded.closed_on,
    excluded.late_days, excluded.receipt_days)
