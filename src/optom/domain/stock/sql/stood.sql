-- What there was of the products in the warehouses that the contract had at a moment, and what was held of it: what there is now
-- without what has happened since. What was to come is what was known of each arrival then.
with since as materialized (select * from stock_since(%(contract)s, %(products)s::bigint[], %(at)s)),
places as materialized (select stock_warehouses_then(%(contract)s, %(at)s) as id)
select b.product_id, b.warehouse_id, null::bigint as arrival_id, null::date as expected_on,
    b.on_hand - coalesce(s.on_hand, 0) as there, b.held - coalesce(s.held, 0) as held
from stock_balance b
left join since s on s.product_id = b.product_id and s.warehouse_id = b.warehouse_id and s.arrival_id is null
where b.product_id = any(%(products)s::bigint[]) and b.warehouse_id in (select id from places)
union all
select a.product_id, a.warehouse_id, a.id, k.expected_on, k.open, a.held - coalesce(s.held, 0)
from stock_arrival a
cross join lateral (
    select c.expected_on, c.open from stock_arrivalchange c
    where c.arrival_id = a.id and c.at <= %(at)s
    order by c.at desc, c.id desc limit 1
) k
left join since s on s.arrival_id = a.id
where a.product_id = any(%(products)s::bigint[]) and a.supply_id is null and k.open > 0 and a.warehouse_id in (select id from places)
order by product_id, expected_on nulls first, arrival_id, warehouse_id
