-- Which shipments have asked for order lines and have not left.
select sl.order_line_id as line, array_agg(s.id order by s.id) as shipments
from shipping_shipmentline sl
join shipping_shipment s on s.id = sl.shipment_id
where sl.order_line_id = any(%(lines)s::bigint[]) and s.state in ('requested', 'picking')
group by sl.order_line_id
