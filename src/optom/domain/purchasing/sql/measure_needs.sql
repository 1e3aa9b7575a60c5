-- What is short of each product that is measured, with the offer that is best for so much. What clients were promised of a
-- supplier's goods is ordered whatever else is free, for nothing else moves onto it, and of him, for his day was told. What sells is
-- foretold by 90 days, and a part is kept because weeks differ, both up to what can be counted of the product: docs/algorithms/buying.md.
-- Few products are looked up, all of them are gone through.
with asked as (
    select product_id, sum(quantity) as quantity, coalesce(sum(quantity) filter (where is_promised), 0) as promised
    from (
        select l.product_id, l.ordered - l.reserved - l.shipped - l.cancelled as quantity, false as is_promised
        from measured_product n
        join orders_line l using (product_id)
        where l.ordered > l.reserved + l.shipped + l.cancelled
        union all
        select a.product_id, a.held, true
        from measured_product n
        join stock_arrival a using (product_id)
        where a.supply_id is not null and a.held > 0
    ) w
    group by product_id
),
stands as (
    select product_id, sum(b.on_hand - b.held) as quantity
    from measured_product n
    join stock_balance b using (product_id)
    join stock_warehouse w on w.id = b.warehouse_id and w.is_active
    group by product_id
),
comes as (
    select product_id, sum(a.quantity - a.received - a.held) as quantity
    from measured_product n
    join stock_arrival a using (product_id)
    where a.received < a.quantity
    group by product_id
),
unconfirmed as (
    select product_id, sum(quantity) as quantity, sum(promised) as promised
    from (
        select l.product_id, l.quantity, 0 as promised
        from measured_product n
        join purchasing_supplierline l using (product_id)
        join purchasing_supplierorder o on o.id = l.order_id and (o.state in ('draft', 'sent') or l.doubt <> '')
        union all
        select l.product_id, 0, u.promised
        from purchasing_bought_for(array(select product_id from measured_product), '{}') u
        join purchasing_supplierline l on l.id = u.supplier_line_id
    ) w
    group by product_id
),
weeks as (
    select product_id, floor(extract(epoch from %(at)s::timestamptz - m.at) / 604800)::int as week, -sum(m.quantity) as sold
    from measured_product n
    join stock_move m using (product_id)
    where m.kind in ('dispatch', 'return') and m.at > %(at)s::timestamptz - interval '91 days' and m.at <= %(at)s
    group by 1, 2
),
varies as (
    select product_id, sqrt(greatest(sum(sold * sold) / 13 - (sum(sold) / 13) ^ 2, 0)) as deviation
    from weeks
    group by product_id
),
offered as materialized (
    select l.*, y.id is not null as is_promised
    from measured_product n
    join purchasing_landed_by_quantity(%(day)s) l on l.product_id = n.product_id
    left join stock_supply y on y.source = l.offer_id and y.taken > 0
),
near as (
    select distinct on (product_id) product_id, coalesce(lead_days, 0) as lead_days
    from offered
    where from_quantity = 0
    order by product_id, is_promised desc, is_lacking, landed, offer_id
),
foretold as (
    select n.product_id, d.sold_365, round(coalesce(d.sold_90, 0) * c.days / 90, 6) as mean,
        round(%(factor)s::numeric * coalesce(v.deviation, 0) * sqrt(c.days / 7), 6) as beyond, power(10::numeric, scale(trim_scale(p.multiple))) as parts
    from measured_product n
    join catalog_product p on p.id = n.product_id and p.is_active
    join purchasing_weights w on w.id = 1
    left join near e on e.product_id = n.product_id
    left join costs_demand d on d.product_id = n.product_id
    left join varies v on v.product_id = n.product_id
    cross join lateral (select (w.cover_days + coalesce(e.lead_days, 0))::numeric as days) c
),
short as (
    select n.product_id, coalesce(k.quantity, 0) as waiting, coalesce(m.quantity, 0) as minimum, f.sold_365,
        round(ceil((f.mean + least(f.beyond, f.mean)) * f.parts) / f.parts, 3) as forecast,
        round(ceil(least(f.beyond, f.mean) * f.parts) / f.parts, 3) as safety, f.parts,
        coalesce(s.quantity, 0) as free, coalesce(c.quantity, 0) as coming, coalesce(u.quantity, 0) as ordered,
        coalesce(k.promised, 0) as promised, coalesce(u.promised, 0) as ordered_promised
    from measured_product n
    join foretold f on f.product_id = n.product_id
    left join asked k on k.product_id = n.product_id
    left join purchasing_minimum m on m.product_id = n.product_id
    left join stands s on s.product_id = n.product_id
    left join comes c on c.product_id = n.product_id
    left join unconfirmed u on u.product_id = n.product_id
),
lacking as materialized (
    select n.*, round(ceil(n.lacks * n.parts) / n.parts, 3) as quantity
    from (
        select *, greatest(waiting - promised + greatest(minimum, forecast) - free - coming - (ordered - ordered_promised), 0)
            + greatest(promised - ordered_promised, 0) as lacks
        from short
    ) n
    where lacks > 0
),
best as (
    select distinct on (n.product_id) n.product_id, l.offer_id, l.landed, q.ordered as to_order
    from lacking n
    join offered l on l.product_id = n.product_id
    cross join lateral (select purchasing_ordered(n.quantity, l.minimum, l.from_quantity, l.multiple) as ordered) q
    where l.below is null or q.ordered < l.below
    order by n.product_id, l.is_promised desc, l.is_lacking,
        l.landed + purchasing_excess(l.landed, n.quantity, q.ordered, n.sold_365, l.money_percent), q.ordered, l.offer_id
)
insert into purchasing_need (product_id, waiting, minimum, forecast, safety, free, coming, ordered, quantity, offer_id, landed,
    to_order, measured_at)
select n.product_id, n.waiting, n.minimum, n.forecast, n.safety, n.free, n.coming, n.ordered, n.quantity, b.offer_id, b.landed,
    b.to_order, %(at)s
from lacking n
left join best b on b.product_id = n.product_id
