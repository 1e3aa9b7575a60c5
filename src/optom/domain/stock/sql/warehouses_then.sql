-- The warehouses from which a contract took goods at a moment, in their order.
select w.id, w.code, w.name, w.cut_off
from stock_warehouse w
where w.id in (select stock_warehouses_then(%(contract)s, %(at)s))
order by w.position, w.id
