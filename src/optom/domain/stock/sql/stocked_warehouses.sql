-- Of a contract's warehouses those in which anything stands: the first entry of each in the index answers it.
select w.id
from stock_warehouses(%(contract)s) as w(id)
cross join lateral (
    select from stock_balance b where b.warehouse_id = w.id and b.on_hand > 0 limit 1
) as something
