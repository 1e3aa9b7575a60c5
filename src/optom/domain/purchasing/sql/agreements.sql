-- Suppliers, what is agreed with each, how he keeps his word, what of his may be promised, and what we buy of him in a year where
-- his offer is the best:
-- as much as was sold in the last one, at his price.
with spent as (
    select b.supplier_id, count(*) as products, sum(d.sold_365 * b.goods) as spend
    from (
        select distinct on (l.product_id) l.product_id, l.supplier_id, l.goods
        from costs_demand m
        join purchasing_landed(%(day)s) l on l.product_id = m.product_id
        where m.sold_365 > 0
        order by l.product_id, l.is_lacking, l.landed, l.offer_id
    ) b
    join costs_demand d on d.product_id = b.product_id
    group by b.supplier_id
)
select s.id, s.name, coalesce(a.currency, 'RUB') as currency, coalesce(a.freight_percent, 0) as freight_percent,
    coalesce(a.freight_per_kg, 0) as freight_per_kg, coalesce(a.minimum_sum, 0) as minimum_sum,
    coalesce(a.deferral_days, 0) as deferral_days, coalesce(a.lead_days, 0) as lead_days, coalesce(a.email, '') as email,
    a.tolerance_percent, a.tolerance_days, coalesce(a.awaits_rest, true) as awaits_rest, coalesce(a.form, 'xlsx') as form,
    a.buyer_id as buyer, e.name as buyer_name,
    (select count(*) from purchasing_supplierkey y where y.supplier_id = s.id and y.revoked_at is null) as keys,
    k.percent as kept_percent, coalesce(k.lines, 0) as kept_of, k.late_days, v.share_percent as promised_percent,
    coalesce(n.products, 0) as products,
    round(coalesce(n.spend, 0), 2) as spend, round(coalesce(n.spend, 0) / 100, 2) as one_percent
from suppliers_supplier s
left join purchasing_agreement a on a.supplier_id = s.id
left join companies_seller e on e.id = a.buyer_id
left join purchasing_reliability k on k.supplier_id = s.id
left join purchasing_supplying v on v.supplier_id = s.id
left join spent n on n.supplier_id = s.id
where s.is_active
