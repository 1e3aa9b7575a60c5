-- When a contract ordered each of the products for the last time, how much and at what price.
select p.id as product, l.placed_at, l.quantity, l.price
from unnest(%(products)s::bigint[]) as p(id)
cross join lateral (
    select o.placed_at, l.ordered - l.cancelled as quantity, l.price
    from orders_line l
    join orders_order o on o.id = l.order_id
    where l.contract_id = %(contract)s and l.product_id = p.id and l.ordered > l.cancelled
    order by l.id desc limit 1
) l
