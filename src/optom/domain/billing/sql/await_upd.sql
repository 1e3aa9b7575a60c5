-- What is due is written once; it waits for its paper.
insert into billing_upd (shipment_id, contract_id, company_id, seller_id, due_at, number)
select s.id, s.contract_id, s.company_id, c.seller_id, s.dispatched_at, ''
from shipping_shipment s
join companies_contract c on c.id = s.contract_id
where s.id = %(shipment)s
on conflict (shipment_id) do nothing
