-- A line that has left completely has cost what was ordered, to the kopeck.
select l.id as line, l.sum as expected, sum(sl.sum) as found
from orders_line l
join shipping_shipmentline sl on sl.order_line_id = l.id
join shipping_shipment s on s.id = sl.shipment_id and s.state = 'dispatched'
where l.shipped = l.ordered
group by l.id, l.sum
having sum(sl.sum) <> l.sum
order by 1
