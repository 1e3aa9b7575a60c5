-- Lines that left with codes of more or fewer things than left.
select c.order_line_id as line, sl.dispatched as expected, sum(c.holds) as found
from shipping_markcode c
join shipping_shipment s on s.id = c.shipment_id and s.state = 'dispatched'
join shipping_shipmentline sl on sl.shipment_id = c.shipment_id and sl.order_line_id = c.order_line_id
group by c.shipment_id, c.order_line_id, sl.dispatched
having sum(c.holds) <> sl.dispatched
