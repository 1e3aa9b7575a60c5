-- Lines of orders are for those that wait, in the order of the queue, as far as they go; what other orders to suppliers are
-- for already is left to them.
with waiting as (
    select s.id as supplier_line_id, s.quantity as bought, l.id as line_id,
        l.ordered - l.reserved - l.shipped - l.cancelled - coalesce(t.taken, 0) as quantity,
        coalesce(l.queued_at, o.placed_at) as since
    from purchasing_supplierline s
    join orders_line l on l.product_id = s.product_id and l.ordered > l.reserved + l.shipped + l.cancelled
    join orders_order o on o.id = l.order_id
    left join lateral (
        select sum(u.quantity) as taken
        from purchasing_purpose u
        join purchasing_supplierline k on k.id = u.supplier_line_id
        join purchasing_supplierorder v on v.id = k.order_id and (v.state in ('draft', 'sent') or k.doubt <> '')
        where u.line_id = l.id
    ) t on true
    where s.order_id = any(%(orders)s)
),
queue as (
    select supplier_line_id, line_id, quantity, bought,
        sum(quantity) over (partition by supplier_line_id order by since, line_id) - quantity as before
    from waiting
    where quantity > 0
)
insert into purchasing_purpose (supplier_line_id, line_id, quantity)
select supplier_line_id, line_id, least(quantity, bought - before)
from queue
where before < bought
