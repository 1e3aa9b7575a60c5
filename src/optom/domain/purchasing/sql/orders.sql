-- Orders to suppliers: at our cost, and what has come of them.
select o.id, s.name as supplier, w.name as warehouse,
    case when o.state <> 'confirmed' then o.state when t.doubts > 0 then 'doubted' when t.open = 0 then 'received'
        else o.state end as state,
    t.lines, t.sum, t.expected_on, o.created_at, o.sent_at, o.confirmed_at
from purchasing_supplierorder o
left join suppliers_supplier s on s.id = o.supplier_id
left join stock_warehouse w on w.id = o.warehouse_id
left join lateral (
    select count(*) as lines, sum(round(coalesce(l.confirmed, l.quantity) * l.landed, 2)) as sum,
        max(l.expected_on) as expected_on, coalesce(sum(a.quantity - a.received), 0) as open,
        count(*) filter (where l.doubt <> '') as doubts
    from purchasing_supplierline l
    left join stock_arrival a on a.id = l.arrival_id
    where l.order_id = o.id
) t on true
