-- What a contract can take instead of each product: of what it sees, at its price, with what is free in its warehouses.
with shown as materialized (
    select a.product_id, a.kind, a.note, p.id, p.article, p.name, p.brand_id, p.unit_id, p.multiple, p.minimum
    from catalog_analog a join catalog_product p on p.id = a.analog_id
    where a.product_id = any(%(products)s::bigint[]) and {seen}
),
ids as materialized (select distinct id from shown),
prices as materialized (
    select pr.product_id, pr.price
    from pricing_prices(%(contract)s, %(at)s, (select array_agg(id order by id) from ids),
        (select array_agg(1::numeric) from ids), false) pr
),
places as materialized (select id from stock_warehouses(%(contract)s) as id)
select s.product_id as instead_of, s.id as product, s.article, s.name, b.name as brand, u.name as unit, s.multiple,
    s.minimum, pr.price, coalesce(x.free, 0) as free, y.expected_on, s.kind, s.note
from shown s
join catalog_brand b on b.id = s.brand_id
join catalog_unit u on u.id = s.unit_id
left join prices pr on pr.product_id = s.id
left join lateral (
    select sum(x.on_hand - x.held) as free from stock_balance x
    where x.product_id = s.id and x.warehouse_id in (select id from places)
) x on true
left join lateral (
    select min(y.expected_on) as expected_on from stock_arrival y
    where y.product_id = s.id and y.received < y.quantity and y.quantity - y.received > y.held
        and y.warehouse_id in (select id from places)
) y on true
order by s.product_id, coalesce(x.free, 0) = 0, s.kind <> 'same', pr.price nulls last, s.article, s.id
