-- For what a line of a contract waits, its place in the queue, what the limit of reserves lets it take, and what is free
-- where the contract takes nothing.
select l.product_id as product, w.waits as quantity, orders_place_in_queue(l.product_id, w.since, l.id) as place,
    orders_before_in_queue(l.product_id, w.since, l.id) as before,
    orders_wants(w.waits, t.reservation_limit - a.reserved, l.sum, l.ordered, l.reserved, p.multiple) as may_hold,
    (select coalesce(sum(f.free), 0) from stock_free(array[l.product_id]) f
        where f.warehouse not in (select stock_warehouses(l.contract_id))) as elsewhere,
    c.is_active
from orders_line l
join orders_order o on o.id = l.order_id
cross join lateral (
    select l.ordered - l.reserved - l.shipped - l.cancelled as waits, coalesce(l.queued_at, o.placed_at) as since
) w
join companies_contract c on c.id = l.contract_id
join companies_terms t
    on t.contract_id = l.contract_id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
join credit_account a on a.contract_id = l.contract_id
join catalog_product p on p.id = l.product_id
where l.id = %(line)s and l.contract_id = %(contract)s and w.waits > 0
