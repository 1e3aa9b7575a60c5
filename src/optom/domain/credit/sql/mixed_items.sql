-- Money that is kept for nothing lies open only where nothing is owed, and no more of it is kept than lies open.
select i.contract_id as contract, min(i.amount + coalesce(k.kept, 0)) filter (where i.amount < 0) as lowest,
    max(i.amount) as highest, bool_or(i.amount < 0 and -i.amount < k.kept) as is_beyond
from credit_openitem i
left join (select entry_id, sum(amount) as kept from credit_earmark group by 1) k on k.entry_id = i.entry_id
group by 1
having min(i.amount + coalesce(k.kept, 0)) filter (where i.amount < 0) < 0 and max(i.amount) > 0
    or bool_or(coalesce(k.kept, 0) > greatest(-i.amount, 0))
union all
select k.contract_id, -k.amount, 0, true
from credit_earmark k
where not exists (select from credit_openitem i where i.entry_id = k.entry_id)
order by 1
