-- Lines that wait, as queue.sql tells of all of them: those for which goods were bought, in the order of the queue.
select l.id as line, l.contract_id as contract, l.company_id as company, l.product_id as product,
    l.ordered - l.reserved - l.shipped - l.cancelled as quantity, l.sum, l.ordered, l.reserved, p.multiple,
    t.reservation_limit - a.reserved as room
from orders_line l
join orders_order o on o.id = l.order_id
join companies_contract c on c.id = l.contract_id
join companies_terms t
    on t.contract_id = l.contract_id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
join credit_account a on a.contract_id = l.contract_id
join catalog_product p on p.id = l.product_id
where l.id = any(%(lines)s::bigint[]) and l.ordered > l.reserved + l.shipped + l.cancelled
    and c.is_active and (t.reservation_limit is null or a.reserved < t.reservation_limit)
order by coalesce(l.queued_at, o.placed_at), l.id
