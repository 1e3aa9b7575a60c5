-- After the account of its contract.
select id, contract_id as contract, company_id as company, warehouse_id as warehouse, state, address_id as address, sum,
    dispatched_at, delivered_on, accepted_at
from shipping_shipment
where id = %(shipment)s
for update
