-- The running figures of a contract, and the ledger of what has moved them.
with changed as (
    update credit_account
    set committed = committed + %(committed)s::numeric,
        reserved = reserved + %(reserved)s::numeric
    where contract_id = %(contract)s
    returning contract_id, company_id, debt, committed, reserved, kept, covered
),
written as (
    insert into credit_accountmove (at, contract_id, company_id, committed, reserved)
    select %(at)s, contract_id, company_id, %(committed)s, %(reserved)s from changed
    where (%(committed)s::numeric, %(reserved)s::numeric) <> (0, 0)
)
select debt, committed, reserved, kept, covered from changed
