-- The line of which a contract's line was made; it may stand under another contract of the same buyer.
select f.order_id as "order", f.contract_id as contract, c.number, p.article
from orders_line l
join orders_line f on f.id = l.came_from_id
join companies_contract c on c.id = f.contract_id
join catalog_product p on p.id = f.product_id
where l.id = %(line)s and l.contract_id = %(contract)s
