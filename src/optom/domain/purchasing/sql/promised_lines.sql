-- To whom of the clients lines of an order were promised, first come, first served, and what the supplier confirms of them.
select u.line_id as line, u.promised as quantity, i.id as supplier_line, i.offer_id as offer, i.arrival_id as arrival,
    v.warehouse_id as warehouse, coalesce(i.confirmed, 0) as confirmed
from purchasing_bought_for('{}', %(lines)s::bigint[]) u
join purchasing_supplierline i on i.id = u.supplier_line_id and i.id = any(%(lines)s::bigint[])
join purchasing_supplierorder v on v.id = i.order_id
join orders_line l on l.id = u.line_id
join orders_order o on o.id = l.order_id
where u.promised > 0
order by i.id, coalesce(l.queued_at, o.placed_at), u.line_id
