-- Picked needs, or all of them, that somebody offers: taken away, so that nobody orders them a second time; each with its best
-- offer of now in whole multiples.
create temp table taken_need on commit drop as
with chosen as (
    select distinct on (l.product_id) l.product_id, l.offer_id, l.supplier_id, l.landed
    from purchasing_need n
    join purchasing_landed(%(day)s) l on l.product_id = n.product_id
    left join stock_supply y on y.source = l.offer_id
    where %(products)s::bigint[] is null or n.product_id = any(%(products)s::bigint[])
    order by l.product_id, coalesce(y.taken, 0) > 0 desc, l.is_lacking, l.landed, l.offer_id
)
select n.product_id, c.offer_id, c.supplier_id, c.landed, t.price, t.currency, t.with_vat, n.quantity as needed,
    ceil(greatest(n.quantity, coalesce(t.minimum, 0)) / m.multiple) * m.multiple as quantity
from chosen c
join purchasing_need n on n.product_id = c.product_id
join suppliers_terms t on t.offer_id = c.offer_id
join catalog_product p on p.id = c.product_id
cross join lateral (select coalesce(nullif(t.multiple, 0), p.multiple) as multiple) m
