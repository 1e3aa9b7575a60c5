-- In the order in which the buyer ordered them. A picker finds goods by article, name and barcode.
select sl.id, sl.order_line_id as line, l.order_id as "order", l.position, sl.product_id as product, p.article, p.name,
    b.name as brand, u.name as unit, u.okei, p.weight, l.price, sl.vat_percent, l.ordered, l.sum as ordered_sum, sl.quantity,
    sl.dispatched, sl.accepted, sl.sum, sl.vat,
    coalesce(p.attributes ->> 'Страна', p.attributes ->> 'Страна происхождения', '') as made_in,
    m.gtin
from shipping_shipmentline sl
join orders_line l on l.id = sl.order_line_id
join catalog_product p on p.id = sl.product_id
left join catalog_brand b on b.id = p.brand_id
join catalog_unit u on u.id = p.unit_id
left join catalog_marked m on m.product_id = sl.product_id
where sl.shipment_id = %(shipment)s
order by l.order_id, l.position
