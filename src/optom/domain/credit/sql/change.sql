update credit_account
set debt = debt + %(debt)s::numeric, committed = committed + %(committed)s::numeric,
    reserved = reserved + %(reserved)s::numeric
where contract_id = %(contract)s
returning debt, committed, reserved
