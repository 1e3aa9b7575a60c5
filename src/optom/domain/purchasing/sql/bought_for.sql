-- What was announced of lines, and for which lines of clients it was bought: those who were promised it, then first come, first
-- served, as far as it goes and they wait for it still; what moved onto it already is theirs.
with wanting as (
    select l.id, u.line_id, l.product_id, a.warehouse_id, a.id as arrival_id, a.quantity - a.received - a.held as free,
        u.is_promised, coalesce(k.queued_at, o.placed_at) as since, u.quantity - u.promised as quantity
    from purchasing_bought_for('{}', %(lines)s::bigint[]) u
    join purchasing_supplierline l on l.id = u.supplier_line_id and l.id = any(%(lines)s::bigint[])
    join stock_arrival a on a.id = l.arrival_id
    join orders_line k on k.id = u.line_id
    join orders_order o on o.id = k.order_id
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
