-- What contracts have kept, anew, and by how much that has moved.
with told as (
    select a.contract_id as contract, a.company_id as company, coalesce(sum(m.amount), 0) - a.kept as kept,
        coalesce(sum(m.covered), 0) - a.covered as covered
    from credit_account a
    left join credit_earmark m on m.contract_id = a.contract_id
    where a.contract_id = any(%(contracts)s::bigint[])
    group by a.contract_id
    having (coalesce(sum(m.amount), 0), coalesce(sum(m.covered), 0)) <> (a.kept, a.covered)
),
changed as (
    update credit_account a set kept = a.kept + t.kept, covered = a.covered + t.covered
    from told t
    where a.contract_id = t.contract
)
insert into credit_accountmove (at, contract_id, company_id, committed, reserved, kept, covered)
select %(at)s, contract, company, 0, 0, kept, covered from told
