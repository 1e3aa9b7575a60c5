select a.contract_id as contract, a.debt, coalesce(e.total, 0) as ledger, coalesce(i.total, 0) as open
from credit_account a
left join (select contract_id, sum(amount) as total from credit_entry group by 1) e on e.contract_id = a.contract_id
left join (select contract_id, sum(amount) as total from credit_openitem group by 1) i on i.contract_id = a.contract_id
where a.debt <> coalesce(e.total, 0) or a.debt <> coalesce(i.total, 0)
order by 1
