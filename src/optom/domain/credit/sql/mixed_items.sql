-- Money lies unallocated only where nothing is owed.
select contract_id as contract, min(amount) as lowest, max(amount) as highest
from credit_openitem
group by 1
having min(amount) < 0 and max(amount) > 0
order by 1
