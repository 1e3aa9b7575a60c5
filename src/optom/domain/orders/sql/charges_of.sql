-- To which cost centres orders are charged, whether since a moment, and whether a person ordered them on his own word.
select o.id as "order", o.cost_centre_id as centre, o.placed_at >= %(since)s as is_of_month,
    o.placed_by_id is not distinct from %(person)s::bigint and o.asked_by_id is null as is_own
from orders_order o
where o.id = any(%(orders)s::bigint[])
