-- An order line has accepted what its shipments have, and never more than was shipped.
select l.id as line, least(coalesce(s.accepted, 0), l.shipped) as expected, l.accepted as found
from orders_line l
left join (select order_line_id, sum(accepted) as accepted from shipping_shipmentline group by 1) s
    on s.order_line_id = l.id
where l.accepted <> coalesce(s.accepted, 0) or l.accepted > l.shipped
order by 1
