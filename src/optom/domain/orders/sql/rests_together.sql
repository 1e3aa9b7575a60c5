-- Of the orders of these lines that are wanted together: every line, with how much of it no shipment has asked for.
select o.id as "order", l.id as line, p.article, l.ordered - l.shipped - l.cancelled - l.requested as quantity
from orders_order o
join orders_line l on l.order_id = o.id
join catalog_product p on p.id = l.product_id
where o.together_on is not null and o.contract_id = %(contract)s
    and o.id in (select n.order_id from orders_line n where n.contract_id = %(contract)s and n.id = any(%(lines)s::bigint[]))
order by o.id, l.position
