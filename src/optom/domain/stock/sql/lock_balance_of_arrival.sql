-- The balance that an arrival will add to: locked before the arrival, as every act does. How long the locks of this
-- transaction may wait is set in the same round trip: the materialised row exists before the lock is asked for.
with patience as materialized (select set_config('lock_timeout', %(patience)s, true))
select b.product_id
from patience
cross join stock_arrival a
join stock_balance b on b.product_id = a.product_id and b.warehouse_id = a.warehouse_id
where a.id = %(arrival)s
for update of b
