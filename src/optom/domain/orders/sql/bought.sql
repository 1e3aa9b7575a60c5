-- The last orders of a product by a contract, with how much was ordered of it in all.
select l.order_id as "order", o.placed_at, l.ordered - l.cancelled as quantity, l.price,
    count(*) over () as times, sum(l.ordered - l.cancelled) over () as total
from orders_line l
join orders_order o on o.id = l.order_id
where l.contract_id = %(contract)s and l.product_id = %(product)s and l.ordered > l.cancelled
order by o.placed_at desc, l.id desc
limit %(most)s
