-- What a contract holds, one row a line and warehouse (and arrival), with what shipments have asked of it there; and what
-- its lines still wait for, with their place among all who wait for the product. Even numbers are holds, odd ones what
-- a line waits for.
select h.id * 2 as id, l.id as line, l.order_id as "order", o.placed_at, l.position, l.product_id as product, p.article,
    p.name, b.name as brand, u.name as unit, l.price, round(l.sum * h.quantity / l.ordered, 2) as value, l.ordered,
    h.asked as requested, l.reserved_until, h.warehouse_id as warehouse, w.name as warehouse_name,
    h.arrival_id as arrival, a.expected_on, h.quantity as held, 0::numeric as waits, null::bigint as place,
    null::numeric as before,
    case
        when h.asked = h.quantity then 'asked'
        when l.reserved_until < %(soon)s then 'soon'
        when h.arrival_id is not null then 'coming'
        else 'held'
    end as state
from orders_line l
join stock_hold h on h.owner = l.id
left join orders_order o on o.id = l.order_id
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join stock_warehouse w on w.id = h.warehouse_id
left join stock_arrival a on a.id = h.arrival_id
where l.contract_id = %(contract)s and l.reserved > 0
union all
select l.id * 2 + 1, l.id, l.order_id, o.placed_at, l.position, l.product_id, p.article, p.name, b.name, u.name, l.price,
    null, l.ordered, 0, null, null, null, null, null, 0,
    l.ordered - l.reserved - l.shipped - l.cancelled, orders_place_in_queue(l.product_id, coalesce(l.queued_at, o.placed_at), l.id),
    orders_before_in_queue(l.product_id, coalesce(l.queued_at, o.placed_at), l.id), 'waits'
from orders_line l
left join orders_order o on o.id = l.order_id
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
where l.contract_id = %(contract)s and l.shipped < l.ordered and l.ordered > l.reserved + l.shipped + l.cancelled
