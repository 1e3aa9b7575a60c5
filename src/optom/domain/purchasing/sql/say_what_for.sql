-- Lines of orders are for those to whom suppliers' goods are promised, then for those that wait, in the order of the queue, as
-- far as they go; what other orders to suppliers are for already is left to them.
with bought as materialized (
    select id, product_id, quantity from purchasing_supplierline where order_id = any(%(orders)s)
),
wanting as (
    select b.id as supplier_line_id, b.quantity as bought, h.owner as line_id, sum(h.quantity) as quantity, true as is_promised
    from bought b
    join stock_arrival a on a.product_id = b.product_id and a.supply_id is not null and a.held > 0
    join stock_hold h on h.arrival_id = a.id
    group by b.id, b.quantity, h.owner
    union all
    select b.id, b.quantity, l.id, l.ordered - l.reserved - l.shipped - l.cancelled, false
    from bought b
    join orders_line l on l.product_id = b.product_id
    where l.ordered > l.reserved + l.shipped + l.cancelled
),
waiting as (
    select w.supplier_line_id, w.bought, w.line_id, w.is_promised,
        w.quantity - coalesce(case when w.is_promised then t.promised else t.waited end, 0) as quantity,
        coalesce(l.queued_at, o.placed_at) as since
    from wanting w
    join orders_line l on l.id = w.line_id
    join orders_order o on o.id = l.order_id
    left join (
        select line_id, sum(promised) as promised, sum(quantity - promised) as waited
        from purchasing_bought_for(array(select product_id from bought), '{}')
        group by line_id
    ) t on t.line_id = w.line_id
),
queue as (
    select supplier_line_id, line_id, is_promised, quantity, bought,
        sum(quantity) over (
            partition by supplier_line_id order by is_promised desc, since, line_id) - quantity as before
    from waiting
    where quantity > 0
)
insert into purchasing_purpose (supplier_line_id, line_id, quantity, promised)
select supplier_line_id, line_id, sum(least(quantity, bought - before)),
    coalesce(sum(least(quantity, bought - before)) filter (where is_promised), 0)
from queue
where before < bought
group by supplier_line_id, line_id
