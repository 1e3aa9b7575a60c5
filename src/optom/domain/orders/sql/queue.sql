-- Lines for whose products there are goods, wherever, also at suppliers, in the order of the queue. A contract that is closed, or may hold
-- nothing more, doesn't stand in the way of the next. Which goods a contract may take is asked once a contract, not here.
with waiting as materialized (
    select l.id, l.order_id, l.contract_id, l.company_id, l.product_id, l.sum, l.ordered, l.reserved, l.queued_at,
        l.ordered - l.reserved - l.shipped - l.cancelled as quantity
    from orders_line l
    where l.ordered > l.reserved + l.shipped + l.cancelled
),
there as materialized (
    select f.product from stock_free((select array_agg(distinct product_id) from waiting)) f
    union
    select s.product_id from stock_supply s
    join stock_supplyroute r on r.id = s.route_id
    where s.product_id in (select product_id from waiting) and s.taken < s.quantity and r.fresh_until > %(at)s
)
select l.id as line, l.contract_id as contract, l.company_id as company, l.product_id as product, l.quantity, l.sum,
    l.ordered, l.reserved, p.multiple, t.reservation_limit - a.reserved as room,
    t.from_suppliers
from waiting l
join there on there.product = l.product_id
join orders_order o on o.id = l.order_id
join companies_contract c on c.id = l.contract_id
join companies_terms t
    on t.contract_id = l.contract_id and t.valid_from <= %(at)s and (t.valid_to is null or t.valid_to > %(at)s)
join credit_account a on a.contract_id = l.contract_id
join catalog_product p on p.id = l.product_id
where c.is_active and (t.reservation_limit is null or a.reserved < t.reservation_limit)
order by coalesce(l.queued_at, o.placed_at), l.id
