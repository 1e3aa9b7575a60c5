-- The rows of a window for the products of the page: price, what comes next, what suppliers have that may be promised, stock by
-- the contract's warehouses.
with page as (
    select id, position from unnest(%(products)s::bigint[]) with ordinality as p(id, position)
),
places as materialized (select id from stock_warehouses(%(contract)s) as id),
supplied as materialized (
    select product, array_agg(route) as routes, array_agg(lead_days) as leads, array_agg(free) as ready
    from stock_supplies(%(contract)s, %(products)s::bigint[], %(at)s)
    group by product
)
select p.id, p.article, b.name as brand, p.name, g.name as group_name, u.name as unit,
    p.multiple, p.minimum, p.weight, pr.price, a.expected_on, a.coming, y.routes, y.leads, y.ready, s.places, s.free
from page
join catalog_product p on p.id = page.id
join catalog_brand b on b.id = p.brand_id
join catalog_group g on g.id = p.group_id
join catalog_unit u on u.id = p.unit_id
join pricing_prices(%(contract)s, %(at)s, %(products)s::bigint[],
    array_fill(1::numeric, array[cardinality(%(products)s::bigint[])]), false) pr on pr.product_id = p.id
left join lateral (
    select array_agg(x.warehouse_id) as places, array_agg(x.on_hand - x.held) as free
    from stock_balance x where x.product_id = p.id and x.warehouse_id in (select id from places)
) s on true
left join lateral (
    select y.expected_on, sum(y.quantity - y.received - y.held) as coming
    from stock_arrival y
    where y.product_id = p.id and y.received < y.quantity and y.quantity - y.received > y.held
        and y.warehouse_id in (select id from places)
    group by y.expected_on order by y.expected_on limit 1
) a on true
left join supplied y on y.product = p.id
order by page.position
