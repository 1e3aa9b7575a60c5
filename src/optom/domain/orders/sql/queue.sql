-- Lines for whose products there are goods, in the order in which they were placed. A contract that is closed, or may
-- hold nothing more, doesn't stand in the way of the next.
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
where l.ordered > l.reserved + l.shipped + l.cancelled and c.is_active
    and (t.reservation_limit is null or a.reserved < t.reservation_limit)
    and (
        exists (
            select from stock_balance b
            where b.product_id = l.product_id and b.on_hand > b.held
                and b.warehouse_id in (select stock_warehouses(l.contract_id)))
        or exists (
            select from stock_arrival r
            where r.product_id = l.product_id and r.received < r.quantity and r.quantity - r.received > r.held
                and r.warehouse_id in (select stock_warehouses(l.contract_id)))
    )
order by coalesce(l.queued_at, o.placed_at), l.id
