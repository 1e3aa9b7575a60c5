-- Lines of orders with everything a page or a paper shows of them. What of the held goods stands and what is still to come,
-- and on which day the last of it, is told from the holds: one row of figures for each line, which the planner leaves out
-- where neither is asked for.
select l.id, l.position, l.order_id as "order", l.product_id as product, p.article, p.name, b.name as brand,
    u.name as unit, u.okei, p.weight, l.price, l.vat_percent, l.sum, l.vat, l.ordered, l.reserved, l.requested,
    l.shipped, l.accepted, l.cancelled, l.ordered - l.reserved - l.shipped - l.cancelled as waiting,
    case when l.reserved > 0 then l.reserved_until end as reserved_until, l.note,
    l.contract_id as contract, l.came_from_id as came_from, l.reserved - coalesce(c.coming, 0) as standing,
    coalesce(c.coming, 0) as coming, c.comes_on,
    l.ordered - l.reserved - l.shipped - l.cancelled + coalesce(c.coming, 0) as lacking
from orders_line l
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join catalog_unit u on u.id = p.unit_id
left join lateral (
    select sum(h.quantity) as coming, max(a.expected_on) as comes_on
    from stock_hold h
    join stock_arrival a on a.id = h.arrival_id
    where h.owner = l.id and l.reserved > 0
) c on true
