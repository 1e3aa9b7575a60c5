-- The UPDs of these shipments, also those that wait for their paper, each with the paper of its last revision.
select u.id, u.shipment_id as shipment, u.contract_id as contract, coalesce(r.paper_id, u.paper_id) as paper, u.number,
    u.due_at, u.issued_at, u.sum, u.vat, coalesce(r.number, 0) as revision, u.paper_id as first
from billing_upd u
left join lateral (
    select x.paper_id, x.number from billing_updrevision x where x.upd_id = u.id order by x.number desc limit 1
) r on true
where u.shipment_id = any(%(shipments)s::bigint[])
order by u.id
