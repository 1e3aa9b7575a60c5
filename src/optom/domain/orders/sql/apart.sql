-- Of an order of a contract that is not wanted together: on which day the last of it comes, until when it is held, the
-- products for which nobody has goods yet, and the articles of which a shipment has asked for something, or has left.
select max(c.comes_on) as comes_on, max(l.reserved_until) filter (where l.reserved > 0) as until,
    coalesce(array_agg(l.product_id order by l.position)
        filter (where l.ordered > l.reserved + l.shipped + l.cancelled), '{}') as waiting,
    coalesce(array_agg(p.article order by l.position) filter (where l.requested > 0 or l.shipped > 0), '{}') as "left"
from orders_order o
join orders_line l on l.order_id = o.id
join catalog_product p on p.id = l.product_id
left join lateral (
    select max(a.expected_on) as comes_on
    from stock_hold h
    join stock_arrival a on a.id = h.arrival_id
    where h.owner = l.id
) c on true
where o.contract_id = %(contract)s and o.id = %(order)s and o.together_on is null
group by o.id
