-- The lines of an order with everything a page or a paper shows of them.
select l.id, l.position, l.product_id, p.article, p.name, b.name as brand, u.name as unit, u.okei, p.weight,
    l.price, l.vat_percent, l.sum, l.vat, l.ordered, l.reserved, l.requested, l.shipped, l.cancelled,
    l.ordered - l.reserved - l.shipped - l.cancelled as waiting, l.reserved_until
from orders_line l
join catalog_product p on p.id = l.product_id
join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
where l.order_id = %(order)s
order by l.position
