update credit_account a set reserved = a.reserved + c.reserved
from unnest(%(contracts)s::bigint[], %(reserved)s::numeric[]) as c(contract, reserved)
where a.contract_id = c.contract
