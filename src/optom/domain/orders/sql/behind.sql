-- How many lines of others, and of the same buyer, wait for the product behind this line.
select orders_place_in_queue(l.product_id, 'infinity', 0)
    - orders_place_in_queue(l.product_id, coalesce(l.queued_at, o.placed_at), l.id)
    - (l.ordered > l.reserved + l.shipped + l.cancelled)::int
from orders_line l join orders_order o on o.id = l.order_id
where l.id = %(line)s
