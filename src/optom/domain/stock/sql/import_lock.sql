-- Lock the balances that are going to change, sorted by key.
select b.product_id
from stock_balance b
join resolved_balances r on r.product_id = b.product_id and r.warehouse_id = b.warehouse_id
where b.on_hand <> greatest(r.quantity, b.held)
order by b.product_id, b.warehouse_id
for update of b
