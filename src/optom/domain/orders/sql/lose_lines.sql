-- Lines lose so much of what they hold, and wait for it again. What else they hold lives as long as was said; their orders are
-- whole no more.
with lacking as (
    update orders_order o set whole_at = null
    from orders_line l
    where l.id = any(%(lines)s::bigint[]) and o.id = l.order_id and o.whole_at is not null
)
update orders_line l set reserved = l.reserved - c.quantity, confirmed = l.confirmed - c.quantity
from unnest(%(lines)s::bigint[], %(quantities)s::numeric[]) as c(id, quantity)
where l.id = c.id
