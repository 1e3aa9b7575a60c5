-- The lines of a shipment, and what the other live shipments have of the same order lines.
select sl.order_line_id as line, p.article, sl.quantity, sl.sum, sl.vat, l.ordered, l.sum as ordered_sum,
    l.vat as ordered_vat, coalesce(t.quantity, 0) as taken, coalesce(t.sum, 0) as taken_sum,
    coalesce(t.vat, 0) as taken_vat
from shipping_shipmentline sl
join orders_line l on l.id = sl.order_line_id
join catalog_product p on p.id = sl.product_id
cross join lateral (
    select sum(case s.state when 'dispatched' then o.dispatched else o.quantity end) as quantity,
        sum(o.sum) as sum, sum(o.vat) as vat
    from shipping_shipmentline o
    join shipping_shipment s on s.id = o.shipment_id
    where o.order_line_id = sl.order_line_id and o.shipment_id <> sl.shipment_id and s.state <> 'cancelled'
) t
where sl.shipment_id = %(shipment)s
order by sl.id
