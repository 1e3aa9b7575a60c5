-- Which shipments of a contract were asked for at a moment and had neither left nor been taken back.
select s.id, s.requested_at, s.sum
from shipping_shipment s
where s.contract_id = %(contract)s and s.requested_at <= %(at)s
    and (s.dispatched_at is null or s.dispatched_at > %(at)s)
    and (s.state <> 'cancelled' or s.cancelled_at > %(at)s)
order by s.requested_at, s.id
