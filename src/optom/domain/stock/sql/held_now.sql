-- What a contract holds of a product now: for whom, where.
select owner, warehouse_id, arrival_id, quantity
from stock_hold
where contract_id = %(contract)s and product_id = %(product)s
order by owner, arrival_id nulls first, warehouse_id
