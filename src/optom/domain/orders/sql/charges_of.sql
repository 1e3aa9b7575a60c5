-- To which cost centres lines are charged, whether since a moment, and whether a person ordered them on his own word. What
-- was added to an order counts for who added it, when he did.
select l.id as line, o.cost_centre_id as centre, coalesce(l.ordered_at, o.placed_at) >= %(since)s as is_of_month,
    case when l.ordered_at is null then o.placed_by_id is not distinct from %(person)s::bigint and o.asked_by_id is null
        else l.ordered_by_id is not distinct from %(person)s::bigint end as is_own
from orders_line l
join orders_order o on o.id = l.order_id
where l.id = any(%(lines)s::bigint[])
