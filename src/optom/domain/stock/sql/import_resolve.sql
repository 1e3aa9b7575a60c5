-- Every staged count with its keys; of several counts of one thing in one place the last one stands.
create temp table resolved_balances on commit drop as
select distinct on (s.product, s.warehouse)
    s.product, s.warehouse, p.id as product_id, w.id as warehouse_id,
    s.quantity as counted, greatest(s.quantity, 0) as quantity, s.origin, true as is_named
from staged_balances s
left join catalog_product p on p.external_id = s.product
left join stock_warehouse w on w.external_id = s.warehouse
order by s.product, s.warehouse, s.seq desc
