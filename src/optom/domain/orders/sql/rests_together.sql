-- Of the orders of these lines that are wanted together: every line, with how much of it no shipment has asked for. Where only
-- what could be asked for counts (``askable``), nothing of an order of which something lacks.
with wanted as materialized (
    select o.id, %(askable)s and orders_lacks(o.id) as is_short
    from orders_order o
    where o.together_on is not null and o.contract_id = %(contract)s
        and o.id in (select n.order_id from orders_line n where n.contract_id = %(contract)s and n.id = any(%(lines)s::bigint[]))
)
select o.id as "order", l.id as line, p.article,
    case when o.is_short then 0 else l.ordered - l.shipped - l.cancelled - l.requested end as quantity
from wanted o
join orders_line l on l.order_id = o.id
join catalog_product p on p.id = l.product_id
order by o.id, l.position
