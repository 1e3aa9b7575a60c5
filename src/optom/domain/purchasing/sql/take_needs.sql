-- Picked needs, or all of them, that somebody offers: taken away, so that nobody orders them a second time; each with the offer
-- that is best for so much now, in whole multiples and at the price of that quantity. Where a supplier's least order is not
-- reached, a line goes to the next best one whose is, unless that is dearer than we said; what has no such stays with him. Whose
-- goods clients were promised is asked first, for his day was told.
create temp table taken_need on commit drop as
with offered as materialized (
    select l.*, n.quantity as needed, y.id is not null as is_promised,
        purchasing_ordered(n.quantity, l.minimum, l.from_quantity, l.multiple) as quantity
    from purchasing_need n
    join purchasing_landed_by_quantity(%(day)s) l on l.product_id = n.product_id
    left join stock_supply y on y.source = l.offer_id and y.taken > 0
    where %(products)s::bigint[] is null or n.product_id = any(%(products)s::bigint[])
),
priced as materialized (
    select l.*, l.landed + purchasing_excess(l.landed, l.needed, l.quantity, d.sold_365, l.money_percent) as each
    from offered l
    left join costs_demand d on d.product_id = l.product_id
    where l.below is null or l.quantity < l.below
),
options as materialized (
    select distinct on (product_id, supplier_id) *
    from priced
    order by product_id, supplier_id, is_promised desc, is_lacking, each, quantity, offer_id
),
best as (
    select distinct on (product_id) * from options order by product_id, is_promised desc, is_lacking, each, quantity, offer_id
),
reached as (
    select b.supplier_id
    from best b
    left join purchasing_agreement a on a.supplier_id = b.supplier_id and a.minimum_sum > 0
    left join purchasing_rates(%(day)s) r on r.currency = a.currency
    group by b.supplier_id, a.minimum_sum, r.rate
    having a.minimum_sum is null or sum(b.quantity * b.goods) >= a.minimum_sum * r.rate
)
select distinct on (o.product_id) o.product_id, o.offer_id, o.supplier_id, o.landed, o.price, o.currency, o.with_vat, o.lead_days,
    o.needed, o.quantity
from options o
join best b on b.product_id = o.product_id
join purchasing_weights w on w.id = 1
left join reached r on r.supplier_id = o.supplier_id
where o.supplier_id = b.supplier_id
    or not b.is_promised and r.supplier_id is not null and o.is_lacking <= b.is_lacking and o.each <= b.each * (1 + w.dearer_percent / 100)
order by o.product_id, r.supplier_id is null, o.is_lacking, o.each, o.quantity, o.offer_id
