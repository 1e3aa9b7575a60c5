-- What was announced of lines, and for which lines of clients it was bought: those who were promised it, then first come, first
-- served, as far as it goes and they wait for it still; what moved onto it already is theirs.
with wanting as (
    select l.id, u.line_id, l.product_id, a.warehouse_id, a.id as arrival_id, a.quantity - a.received - a.held as free,
        u.promised > 0 as is_promised, coalesce(k.queued_at, o.placed_at) as since,
        least(u.quantity - coalesce(h.quantity, 0), k.ordered - k.reserved - k.shipped - k.cancelled) as quantity
    from purchasing_supplierline l
    join stock_arrival a on a.id = l.arrival_id
    join purchasing_purpose u on u.supplier_line_id = l.id
    join orders_line k on k.id = u.line_id
    join orders_order o on o.id = k.order_id
    left join stock_hold h on h.owner = u.line_id and h.arrival_id = a.id
    where l.id = any(%(lines)s::bigint[])
),
queue as (
    select *, sum(quantity) over (partition by id order by is_promised desc, since, line_id) - quantity as before
    from wanting
    where quantity > 0
)
select line_id as line, product_id as product, warehouse_id as warehouse, arrival_id as arrival,
    least(quantity, free - before) as quantity
from queue
where before < free
order by line_id
