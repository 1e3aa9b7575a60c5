-- The accounts of all contracts of a seller, locked in the order of their numbers, as `lock` locks one.
with patience as materialized (select set_config('lock_timeout', %(patience)s, true)),
contract as (
    select id from companies_contract where seller_id = %(seller)s
)
select a.contract_id
from patience cross join credit_account a
where a.contract_id in (select id from contract)
order by a.contract_id
for update of a
