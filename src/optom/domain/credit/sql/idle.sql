-- Money of these contracts that lies idle, kept for no goods, the oldest first. The accounts are locked.
select i.contract_id as contract, i.entry_id as entry, -i.amount - coalesce(k.kept, 0) as amount
from credit_openitem i
left join (
    select entry_id, sum(amount) as kept from credit_earmark where contract_id = any(%(contracts)s::bigint[]) group by 1
) k on k.entry_id = i.entry_id
where i.contract_id = any(%(contracts)s::bigint[]) and i.amount < 0 and -i.amount > coalesce(k.kept, 0)
order by i.contract_id, i.due_on nulls first, i.entry_id
