-- Lines of an order of which something is still to come, in its order, as who receives goods looks at them.
select l.id as line, p.article, b.name as brand, p.name, u.name as unit, f.number, a.quantity - a.received as open, a.held,
    a.expected_on, l.currency
from purchasing_supplierline l
join stock_arrival a on a.id = l.arrival_id and a.received < a.quantity
join suppliers_offer f on f.id = l.offer_id
join catalog_product p on p.id = l.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
where l.order_id = %(order)s
order by l.position
