-- Counts below what is held for buyers.
select r.product, r.warehouse, r.quantity as counted, b.held, b.held - r.quantity as shortage, r.origin
from resolved_balances r
join stock_balance b on b.product_id = r.product_id and b.warehouse_id = r.warehouse_id
where r.quantity < b.held
order by r.product, r.warehouse
