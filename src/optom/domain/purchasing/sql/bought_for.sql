-- What was announced of lines, and for which lines of clients it was bought: those who were promised it, then first come, first
-- served, as far as it goes.
with purposes as (
    select u.line_id, l.product_id, a.warehouse_id, a.id as arrival_id, u.quantity, a.quantity as comes,
        sum(u.quantity) over (
            partition by l.id order by u.promised > 0 desc, coalesce(k.queued_at, o.placed_at), k.id
        ) - u.quantity as before
    from purchasing_supplierline l
    join stock_arrival a on a.id = l.arrival_id
    join purchasing_purpose u on u.supplier_line_id = l.id
    join orders_line k on k.id = u.line_id
    join orders_order o on o.id = k.order_id
    where l.id = any(%(lines)s::bigint[])
)
select line_id as line, product_id as product, warehouse_id as warehouse, arrival_id as arrival,
    least(quantity, comes - before) as quantity
from purposes
where before < comes
order by line_id
