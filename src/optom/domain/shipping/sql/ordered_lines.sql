-- Order lines (of none named: all that hold something to ask for) with what they hold on hand, warehouse by warehouse,
-- and what shipments have of them already. A pack leaves whole, unless the terms sell any quantity; of an order that is wanted
-- together nothing is ready before all of it is there.
with whole as materialized (
    select o.id from orders_order o
    where o.together_on is not null and (o.whole_at is not null or not orders_lacks(o.id))
        and o.id in (select n.order_id from orders_line n where n.contract_id = %(contract)s and n.reserved > n.requested)
)
select l.id as line, l.product_id as product, p.article, b.name as brand, p.name, o.placed_at, l.ordered,
    l.reserved - l.requested as free, l.sum, l.vat, case terms.pack_rule when 'free' then 0 else p.multiple end as pack,
    coalesce(t.quantity, 0) as taken, coalesce(t.sum, 0) as taken_sum, coalesce(t.vat, 0) as taken_vat,
    coming.expected_on, h.warehouse_id as warehouse, w.name as warehouse_name, w.cut_off, h.quantity as held, h.asked,
    m.product_id is not null as is_marked, case when o.together_on is not null then o.id end as together
from orders_line l
join orders_order o on o.id = l.order_id
join catalog_product p on p.id = l.product_id
join catalog_brand b on b.id = p.brand_id
left join catalog_marked m on m.product_id = l.product_id
cross join lateral (
    select sum(case s.state when 'dispatched' then sl.dispatched else sl.quantity end) as quantity,
        sum(sl.sum) as sum, sum(sl.vat) as vat
    from shipping_shipmentline sl
    join shipping_shipment s on s.id = sl.shipment_id
    where sl.order_line_id = l.id and s.state <> 'cancelled'
) t
cross join lateral (
    select min(a.expected_on) as expected_on
    from stock_hold c
    join stock_arrival a on a.id = c.arrival_id
    where c.owner = l.id
) coming
left join stock_hold h on h.owner = l.id and h.arrival_id is null
left join stock_warehouse w on w.id = h.warehouse_id
left join companies_terms terms on terms.contract_id = l.contract_id and terms.valid_from <= %(at)s
    and (terms.valid_to is null or terms.valid_to > %(at)s)
where l.contract_id = %(contract)s
    and case
        when %(lines)s::bigint[] is not null then l.id = any(%(lines)s::bigint[])
        else l.reserved > l.requested and (o.together_on is null or o.id in (select id from whole))
    end
order by l.id, w.position, w.id
