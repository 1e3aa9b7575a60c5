-- The warehouses of several contracts.
select c.id as contract, w.id as warehouse
from unnest(%(contracts)s::bigint[]) as c(id)
cross join lateral stock_warehouses(c.id) as w(id)
