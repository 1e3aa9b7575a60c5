-- What a contract holds, one row a line and warehouse (and arrival), with what shipments have asked of it there; and what
-- its lines still wait for, with their place among all who wait for the product. Even numbers are holds, odd ones what
-- a line waits for. Names, dates and places in the queue are joined behind the union: a count and the keys of a page,
-- which ask for none of them, don't read them.
select x.id, x.line, x."order", o.placed_at, x.position, x.product, p.article, p.name, b.name as brand, u.name as unit,
    x.price, x.value, x.ordered, x.requested, x.reserved_until, x.warehouse, w.name as warehouse_name, x.arrival,
    a.expected_on, x.held, x.waits,
    case when x.waits > 0 then orders_place_in_queue(x.product, coalesce(x.queued_at, o.placed_at), x.line) end as place,
    case when x.waits > 0 then orders_before_in_queue(x.product, coalesce(x.queued_at, o.placed_at), x.line) end as before,
    x.state
from (
    select h.id * 2 as id, l.id as line, l.order_id as "order", l.position, l.product_id as product, l.price,
        round(l.sum * h.quantity / l.ordered, 2) as value, l.ordered, h.asked as requested, l.reserved_until,
        h.warehouse_id as warehouse, h.arrival_id as arrival, h.quantity as held, 0::numeric as waits,
        null::timestamptz as queued_at,
        case
            when h.asked = h.quantity then 'asked'
            when l.reserved_until < %(soon)s and not exists (
                select from orders_order o where o.id = l.order_id and o.together_on is not null and o.whole_at is null
            ) then 'soon'
            when h.arrival_id is not null then 'coming'
            else 'held'
        end as state
    from orders_line l
    join stock_hold h on h.owner = l.id
    where l.contract_id = %(contract)s and l.reserved > 0
    union all
    select l.id * 2 + 1, l.id, l.order_id, l.position, l.product_id, l.price, null, l.ordered, 0, null, null, null, 0,
        l.ordered - l.reserved - l.shipped - l.cancelled, l.queued_at, 'waits'
    from orders_line l
    where l.contract_id = %(contract)s and l.shipped < l.ordered and l.ordered > l.reserved + l.shipped + l.cancelled
) x
left join orders_order o on o.id = x."order"
left join catalog_product p on p.id = x.product
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join stock_warehouse w on w.id = x.warehouse
left join stock_arrival a on a.id = x.arrival
