-- The lines of a shipment that left, in the order of their paper, as they stand: as they left, or as the last correction
-- has made them.
select row_number() over (order by o.order_id, o.position) as position, o.id as line, o.order_id as "order",
    p.id as product, p.article, p.name, u.name as unit, u.okei, o.price, o.ordered, o.sum as ordered_sum, l.vat_percent,
    coalesce(c.after_quantity, l.dispatched) as quantity, coalesce(c.after_sum, l.sum) as sum,
    coalesce(c.after_vat, l.vat) as vat
from shipping_shipmentline l
join orders_line o on o.id = l.order_line_id
join catalog_product p on p.id = l.product_id
join catalog_unit u on u.id = p.unit_id
left join lateral (
    select x.after_quantity, x.after_sum, x.after_vat
    from billing_correctionline x
    join billing_correction k on k.id = x.correction_id
    where x.order_line_id = l.order_line_id and k.shipment_id = l.shipment_id
    order by k.id desc
    limit 1
) c on true
where l.shipment_id = %(shipment)s and l.dispatched > 0
order by 1
