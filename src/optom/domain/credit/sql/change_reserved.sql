-- What several contracts hold more or less, and the ledger of what has moved their figures.
with changed as (
    update credit_account a set reserved = a.reserved + c.reserved
    from unnest(%(contracts)s::bigint[], %(reserved)s::numeric[]) as c(contract, reserved)
    where a.contract_id = c.contract
    returning a.contract_id, a.company_id, c.reserved
)
insert into credit_accountmove (at, contract_id, company_id, committed, reserved)
select %(at)s, contract_id, company_id, 0, reserved from changed where reserved <> 0
