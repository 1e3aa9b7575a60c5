-- Lines of orders with everything a page or a paper shows of them.
select l.id, l.position, l.order_id as "order", l.product_id as product, p.article, p.name, b.name as brand,
    u.name as unit, u.okei, p.weight, l.price, l.vat_percent, l.sum, l.vat, l.ordered, l.reserved, l.requested,
    l.shipped, l.accepted, l.cancelled, l.ordered - l.reserved - l.shipped - l.cancelled as waiting,
    case when l.reserved > 0 then l.reserved_until end as reserved_until, l.note,
    l.contract_id as contract, l.came_from_id as came_from
from orders_line l
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
