-- What a contract holds: one row a line and warehouse (and arrival), with prices and the moment until which it is held.
select l.id, l.order_id, o.placed_at, l.position, l.product_id, p.article, p.name, b.name as brand, u.name as unit,
    l.price, l.sum, l.ordered, l.reserved, l.requested, l.reserved_until,
    h.warehouse_id, w.name as warehouse, h.arrival_id, a.expected_on, h.quantity as held
from orders_line l
join orders_order o on o.id = l.order_id
join catalog_product p on p.id = l.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
join stock_hold h on h.owner = l.id
join stock_warehouse w on w.id = h.warehouse_id
left join stock_arrival a on a.id = h.arrival_id
where l.contract_id = %(contract)s and l.reserved > 0
order by l.reserved_until, l.id, h.arrival_id nulls first, h.warehouse_id
