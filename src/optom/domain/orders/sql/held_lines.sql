-- What a contract holds: one row a line and warehouse (and arrival), with prices and the moment until which it is held.
select h.id, l.id as line, l.order_id as "order", o.placed_at, l.position, l.product_id as product, p.article, p.name,
    b.name as brand, u.name as unit, l.price, round(l.sum * h.quantity / l.ordered, 2) as value, l.ordered, l.reserved,
    l.requested, l.reserved_until, h.warehouse_id as warehouse, w.name as warehouse_name, h.arrival_id as arrival,
    a.expected_on, h.quantity as held
from orders_line l
join stock_hold h on h.owner = l.id
left join orders_order o on o.id = l.order_id
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join stock_warehouse w on w.id = h.warehouse_id
left join stock_arrival a on a.id = h.arrival_id
where l.contract_id = %(contract)s and l.reserved > 0
