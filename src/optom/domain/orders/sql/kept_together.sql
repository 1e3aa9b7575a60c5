-- Which of these lines are of orders that are wanted together and kept until all of it is there.
select l.id
from orders_line l
join orders_order o on o.id = l.order_id and o.together_on is not null and o.whole_at is null
where l.id = any(%(lines)s::bigint[])
