-- What is short of each product that somebody waits for, that sells, or of which something is kept; with its
-- best offer. Whom clients were promised goods of is asked for them, for his day was told; what was promised is waited for.
with asked as (
    select product_id, sum(quantity) as quantity
    from (
        select product_id, ordered - reserved - shipped - cancelled as quantity
        from orders_line
        where ordered > reserved + shipped + cancelled
        union all
        select product_id, held from stock_arrival where supply_id is not null and held > 0
    ) w
    group by product_id
),
stands as (
    select b.product_id, sum(b.on_hand - b.held) as quantity
    from stock_balance b
    join stock_warehouse w on w.id = b.warehouse_id and w.is_active
    group by b.product_id
),
comes as (
    select product_id, sum(quantity - received - held) as quantity
    from stock_arrival
    where received < quantity
    group by product_id
),
unconfirmed as (
    select l.product_id, sum(l.quantity) as quantity
    from purchasing_supplierline l
    join purchasing_supplierorder o on o.id = l.order_id and o.state in ('draft', 'sent')
    group by l.product_id
),
wanted as (
    select product_id from asked
    union
    select product_id from purchasing_minimum
    union
    select product_id from costs_demand where sold_90 > 0
),
best as (
    select distinct on (l.product_id) l.product_id, l.offer_id, l.landed, coalesce(t.lead_days, a.lead_days, 0) as lead_days
    from wanted n
    join purchasing_landed(%(day)s) l on l.product_id = n.product_id
    join suppliers_terms t on t.offer_id = l.offer_id
    left join purchasing_agreement a on a.supplier_id = l.supplier_id
    left join stock_supply y on y.source = l.offer_id
    order by l.product_id, coalesce(y.taken, 0) > 0 desc, l.is_lacking, l.landed, l.offer_id
),
short as (
    select n.product_id, coalesce(k.quantity, 0) as waiting, coalesce(m.quantity, 0) as minimum,
        round(coalesce(d.sold_90, 0) / 90 * (w.cover_days + coalesce(b.lead_days, 0)), 3) as forecast,
        coalesce(s.quantity, 0) as free, coalesce(c.quantity, 0) as coming, coalesce(u.quantity, 0) as ordered,
        b.offer_id, b.landed
    from wanted n
    join catalog_product p on p.id = n.product_id and p.is_active
    join purchasing_weights w on w.id = 1
    left join asked k on k.product_id = n.product_id
    left join purchasing_minimum m on m.product_id = n.product_id
    left join costs_demand d on d.product_id = n.product_id
    left join stands s on s.product_id = n.product_id
    left join comes c on c.product_id = n.product_id
    left join unconfirmed u on u.product_id = n.product_id
    left join best b on b.product_id = n.product_id
)
insert into purchasing_need (product_id, waiting, minimum, forecast, free, coming, ordered, quantity, offer_id, landed,
    measured_at)
select product_id, waiting, minimum, forecast, free, coming, ordered,
    waiting + greatest(minimum, forecast) - free - coming - ordered, offer_id, landed, %(at)s
from short
where waiting + greatest(minimum, forecast) > free + coming + ordered
