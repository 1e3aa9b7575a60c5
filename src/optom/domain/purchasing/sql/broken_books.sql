-- Goods that receipts say have come, and that no move has brought into the warehouse. What is bought for clients is no more than is
-- bought; a line of a client gets no more of it than it wants, and with its parts neither more nor less than was bought for it, as
-- far as they want it.
with counted as (
    select n.supplier_line_id, sum(n.came) as came
    from purchasing_receiptline n
    join purchasing_supplierline l on l.id = n.supplier_line_id and l.product_id = n.product_id
    group by n.supplier_line_id
),
bought as materialized (
    select b.*, coalesce(l.part_of_id, l.id) as whole
    from purchasing_bought_for(null, '{}') b
    join orders_line l on l.id = b.line_id
),
wanted as materialized (
    select l.id as line_id, w.whole, l.ordered - l.reserved - l.shipped - l.cancelled as waits,
        (
            select coalesce(sum(h.quantity), 0)
            from stock_hold h
            join stock_arrival a on a.id = h.arrival_id and a.supply_id is not null
            where h.owner = l.id
        ) as promised
    from (
        select distinct coalesce(l.part_of_id, l.id) as whole
        from purchasing_purpose u
        join purchasing_supplierline i on i.id = u.supplier_line_id
        join purchasing_supplierorder v on v.id = i.order_id and (v.state in ('draft', 'sent') or i.doubt <> '')
        join orders_line l on l.id = u.line_id
    ) w
    cross join lateral (
        select * from orders_line n where n.id = w.whole
        union all
        select * from orders_line n where n.part_of_id = w.whole
    ) l
),
pledged as (
    select coalesce(l.part_of_id, l.id) as whole, sum(u.quantity) as quantity, sum(u.promised) as promised
    from purchasing_purpose u
    join purchasing_supplierline i on i.id = u.supplier_line_id
    join purchasing_supplierorder v on v.id = i.order_id and (v.state in ('draft', 'sent') or i.doubt <> '')
    join orders_line l on l.id = u.line_id
    group by 1
)
select 'what receipts count is in the warehouse' as what, 'line ' || l.id || ' of order ' || l.order_id as subject,
    c.came::text as expected, coalesce(m.came, 0)::text as found
from counted c
join purchasing_supplierline l on l.id = c.supplier_line_id
left join lateral (
    select sum(m.quantity) as came from stock_move m
    where m.product_id = l.product_id and m.kind = 'receipt' and m.subject = 'arrival:' || l.arrival_id
) m on true
where c.came > coalesce(m.came, 0)
union all
select 'no more is for clients than is bought', 'line ' || i.id || ' of order ' || i.order_id, i.quantity::text, u.quantity::text
from purchasing_supplierline i
join (
    select supplier_line_id, sum(quantity) as quantity, bool_and(promised between 0 and quantity) as is_sound
    from purchasing_purpose group by supplier_line_id
) u on u.supplier_line_id = i.id
where u.quantity > i.quantity or not u.is_sound
union all
select 'a line gets no more than it wants', 'line ' || w.line_id, (w.waits + w.promised)::text, b.quantity::text
from wanted w
join (
    select line_id, sum(quantity) as quantity, sum(promised) as promised from bought group by line_id
) b on b.line_id = w.line_id
where b.quantity - b.promised > w.waits or b.promised > w.promised
union all
select 'what was bought for a line is for it and its parts', 'line ' || p.whole, e.quantity::text, coalesce(b.quantity, 0)::text
from pledged p
join (select whole, sum(waits) as waits, sum(promised) as promised from wanted group by whole) w on w.whole = p.whole
cross join lateral (select least(p.promised, w.promised) as promised) k
cross join lateral (select k.promised + least(p.quantity - k.promised, w.waits) as quantity) e
left join (select whole, sum(quantity) as quantity from bought group by whole) b on b.whole = p.whole
where e.quantity <> coalesce(b.quantity, 0)
