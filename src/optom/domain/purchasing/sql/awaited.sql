-- Lines of an order of which something is still to come, with how much of it; whether what lacks then is awaited.
select l.id as line, l.product_id as product, l.arrival_id as arrival, a.quantity - a.received as open, l.confirmed_price,
    coalesce(g.awaits_rest, true) as awaits_rest
from purchasing_supplierline l
join purchasing_supplierorder o on o.id = l.order_id
join stock_arrival a on a.id = l.arrival_id and a.received < a.quantity
left join purchasing_agreement g on g.supplier_id = o.supplier_id
where l.order_id = %(order)s
