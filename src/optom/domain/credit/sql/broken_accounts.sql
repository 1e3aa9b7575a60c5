-- What is committed and reserved is what the ledger of accounts says.
select a.contract_id as contract, a.committed, a.reserved, coalesce(m.committed, 0) as moved_committed,
    coalesce(m.reserved, 0) as moved_reserved
from credit_account a
left join (
    select contract_id, sum(committed) as committed, sum(reserved) as reserved from credit_accountmove group by 1
) m on m.contract_id = a.contract_id
where (a.committed, a.reserved) <> (coalesce(m.committed, 0), coalesce(m.reserved, 0))
order by 1
