-- A shipment costs what its lines cost, and what has left of it is what the ledger says.
select s.id as shipment, case s.state when 'dispatched' then s.shipped_sum else s.sum end as found,
    coalesce(l.total, 0) as lines, e.amount as entry, s.state
from shipping_shipment s
left join (select shipment_id, sum(sum) as total from shipping_shipmentline group by 1) l on l.shipment_id = s.id
left join credit_entry e on e.kind = 'dispatch' and e.subject = 'shipping.shipment:' || s.id
where s.state <> 'cancelled' and (
    case s.state when 'dispatched' then s.shipped_sum else s.sum end <> coalesce(l.total, 0)
    or (s.state = 'dispatched' and e.amount is distinct from s.shipped_sum)
    or (s.state <> 'dispatched' and e.amount is not null)
)
order by 1
