-- An order line has shipped what left in shipments, and has asked for what they ask.
select l.id as line, l.shipped, l.requested, coalesce(s.dispatched, 0) as dispatched, coalesce(s.asked, 0) as asked
from orders_line l
left join (
    select sl.order_line_id, sum(sl.dispatched) filter (where s.state = 'dispatched') as dispatched,
        sum(sl.quantity) filter (where s.state in ('requested', 'picking')) as asked
    from shipping_shipmentline sl
    join shipping_shipment s on s.id = sl.shipment_id
    group by 1
) s on s.order_line_id = l.id
where l.shipped <> coalesce(s.dispatched, 0) or l.requested <> coalesce(s.asked, 0)
order by 1
