-- Money of these contracts that lies idle, the oldest first. The accounts are locked.
select contract_id as contract, entry_id as entry, -amount as amount
from credit_openitem
where contract_id = any(%(contracts)s::bigint[]) and amount < 0
order by contract_id, due_on nulls first, entry_id
