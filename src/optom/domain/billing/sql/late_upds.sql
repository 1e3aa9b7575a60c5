-- Shipments that left with an UPD due before a moment and have none.
select s.id as shipment, s.dispatched_at
from shipping_shipment s
left join billing_upd u on u.shipment_id = s.id
where s.state = 'dispatched' and s.papers in ('upd', 'both', 'vat') and s.dispatched_at < %(before)s and u.paper_id is null
order by s.id
limit %(most)s
