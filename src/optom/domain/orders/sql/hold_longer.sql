-- Lines are held until other moments where those are later; of an order that comes together all of its lines are.
with told as (
    select * from unnest(%(lines)s::bigint[], %(untils)s::timestamptz[]) as n(id, until)
),
later as (
    select id, max(until) as until
    from (
        select id, until from told
        union all
        select k.id, t.until
        from told t
        join orders_line l on l.id = t.id
        join orders_order o on o.id = l.order_id and o.together_on is not null
        join orders_line k on k.order_id = o.id
    ) n
    group by id
)
update orders_line l set reserved_until = n.until
from later n
where l.id = n.id and l.reserved > 0 and l.reserved_until < n.until
