-- Of what a line holds in a warehouse is asked what shipments under way have asked for there.
select coalesce(h.owner, s.line) as line, coalesce(h.warehouse_id, s.warehouse_id) as warehouse,
    coalesce(s.quantity, 0) as expected, coalesce(h.asked, 0) as found
from (select owner, warehouse_id, asked from stock_hold where asked > 0) h
full join (
    select sl.order_line_id as line, s.warehouse_id, sum(sl.quantity) as quantity
    from shipping_shipmentline sl
    join shipping_shipment s on s.id = sl.shipment_id
    where s.state in ('requested', 'picking')
    group by 1, 2
) s on s.line = h.owner and s.warehouse_id = h.warehouse_id
where coalesce(h.asked, 0) <> coalesce(s.quantity, 0)
order by 1, 2
