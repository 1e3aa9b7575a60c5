-- Lines of orders are for those to whom suppliers' goods are promised, then for those that wait, in the order of the queue, as
-- far as they go; what other orders to suppliers are for already is left to them.
with wanting as (
    select a.product_id, h.owner as line_id, sum(h.quantity) as quantity, true as is_promised
    from stock_arrival a
    join stock_hold h on h.arrival_id = a.id
    where a.supply_id is not null and a.held > 0
        and a.product_id in (select product_id from purchasing_supplierline where order_id = any(%(orders)s))
    group by a.product_id, h.owner
    union all
    select l.product_id, l.id, l.ordered - l.reserved - l.shipped - l.cancelled, false
    from orders_line l
    where l.ordered > l.reserved + l.shipped + l.cancelled
        and l.product_id in (select product_id from purchasing_supplierline where order_id = any(%(orders)s))
),
waiting as (
    select s.id as supplier_line_id, s.quantity as bought, w.line_id, w.is_promised,
        w.quantity - coalesce(case when w.is_promised then t.promised else t.waited end, 0) as quantity, coalesce(l.queued_at, o.placed_at) as since
    from purchasing_supplierline s
    join wanting w on w.product_id = s.product_id
    join orders_line l on l.id = w.line_id
    join orders_order o on o.id = l.order_id
    left join (
        select line_id, sum(promised) as promised, sum(quantity - promised) as waited
        from purchasing_bought_for(
            array(select product_id from purchasing_supplierline where order_id = any(%(orders)s)), '{}')
        group by line_id
    ) t on t.line_id = w.line_id
    where s.order_id = any(%(orders)s)
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
