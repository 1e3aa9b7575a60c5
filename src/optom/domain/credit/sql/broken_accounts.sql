-- The running figures are what the ledger of accounts says, and what is kept is what the earmarks say.
select a.contract_id as contract, a.committed, a.reserved, a.kept, a.covered, coalesce(m.committed, 0) as moved_committed,
    coalesce(m.reserved, 0) as moved_reserved, coalesce(m.kept, 0) as moved_kept, coalesce(m.covered, 0) as moved_covered,
    coalesce(k.kept, 0) as marked, coalesce(k.covered, 0) as marked_covered
from credit_account a
left join (
    select contract_id, sum(committed) as committed, sum(reserved) as reserved, sum(kept) as kept,
        sum(covered) as covered
    from credit_accountmove group by 1
) m on m.contract_id = a.contract_id
left join (
    select contract_id, sum(amount) as kept, sum(covered) as covered from credit_earmark group by 1
) k on k.contract_id = a.contract_id
where (a.committed, a.reserved, a.kept, a.covered)
        <> (coalesce(m.committed, 0), coalesce(m.reserved, 0), coalesce(m.kept, 0), coalesce(m.covered, 0))
    or (a.kept, a.covered) <> (coalesce(k.kept, 0), coalesce(k.covered, 0))
order by 1
