select id, shipment_id as shipment, contract_id as contract, due_at
from billing_upd
where paper_id is null and id > %(after)s
order by id
limit %(limit)s
