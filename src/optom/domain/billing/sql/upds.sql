-- The UPDs of these shipments, also those that wait for their paper.
select u.id, u.shipment_id as shipment, u.contract_id as contract, u.paper_id as paper, u.number, u.due_at, u.issued_at,
    u.sum, u.vat
from billing_upd u
where u.shipment_id = any(%(shipments)s::bigint[])
order by u.id
