-- The accounts of many contracts, locked in the order of their numbers; those that somebody works with are left out.
with patience as materialized (select set_config('lock_timeout', %(patience)s, true))
select a.contract_id as contract, a.debt, a.committed, a.reserved, a.kept, a.covered
from patience cross join credit_account a
where a.contract_id = any(%(contracts)s::bigint[])
order by a.contract_id
for update of a skip locked
