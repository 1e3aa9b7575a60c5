-- From now on these orders are whole, and all of their lines are held until then at least.
with whole as (
    update orders_order o set whole_at = %(at)s
    from unnest(%(orders)s::bigint[], %(untils)s::timestamptz[]) as n(id, until)
    where o.id = n.id and o.together_on is not null and o.whole_at is null and not orders_lacks(o.id)
    returning o.id, n.until
)
update orders_line l set reserved_until = greatest(l.reserved_until, w.until)
from whole w
where l.order_id = w.id and l.reserved > 0
