update credit_account
set committed = committed + %(committed)s::numeric,
    reserved = reserved + %(reserved)s::numeric
where contract_id = %(contract)s
returning debt, committed, reserved
