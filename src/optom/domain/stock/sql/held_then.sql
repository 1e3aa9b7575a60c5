-- What a contract held of a product at a moment: for whom, where.
select owner, warehouse_id, arrival_id, sum(quantity) as quantity
from stock_holdmove
where contract_id = %(contract)s and product_id = %(product)s and at <= %(at)s
group by owner, warehouse_id, arrival_id
having sum(quantity) <> 0
order by owner, arrival_id nulls first, warehouse_id
