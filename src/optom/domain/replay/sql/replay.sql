-- Each line in roubles without VAT: as it was sold, at the prices in force, and with the publication; by the terms of now.
create temp table replayed on commit drop as
with lines as materialized (
    select l.*, k.currency, e.vat as regime
    from (--lines--
    ) l
    join companies_contract k on k.id = l.contract_id
    join companies_seller e on e.id = k.seller_id
),
asked as materialized (
    select contract_id, array_agg(product_id) as products, array_agg(quantity) as quantities
    from (select distinct contract_id, product_id, quantity from lines) d
    group by contract_id
),
present as materialized (
    select a.contract_id, n.product_id, n.quantity, n.price, n.column_id, n.fixed_id from asked a cross join --present--
),
proposed as materialized (
    select a.contract_id, s.product_id, s.quantity, s.price from asked a cross join --proposed--
),
percents as (
    select distinct on (r.tax_class_id) r.tax_class_id, r.percent
    from catalog_taxrate r
    where r.valid_from <= %(today)s
    order by r.tax_class_id, r.valid_from desc
),
rates as materialized (
    select d.currency, d.valued_on, credit_rate_of(d.currency, d.valued_on) as then, credit_rate_of(d.currency, %(today)s) as now
    from (select distinct currency, valued_on from lines) d
),
costs as materialized (--costs--
)
select l.kind, l.contract_id, l.company_id, p.group_id, p.brand_id, case when n.fixed_id is null then n.column_id end as column_id,
    l.product_id, t.sold, t.present, t.proposed, round(c.cost * l.counted, 2) as cost,
    case
        when t.sold is null or r.now is null then 'unrated'
        when n.price is null then 'unpriced'
        when s.price is null then 'withdrawn'
        else 'compared'
    end as state
from lines l
join catalog_product p on p.id = l.product_id
join rates r on r.currency = l.currency and r.valued_on = l.valued_on
left join present n on n.contract_id = l.contract_id and n.product_id = l.product_id and n.quantity = l.quantity
left join proposed s on s.contract_id = l.contract_id and s.product_id = l.product_id and s.quantity = l.quantity
left join pricing_column f on f.id = n.column_id
left join percents x on x.tax_class_id = p.tax_class_id
left join costs c on c.product_id = l.product_id
cross join lateral (
    select case when f.vat_included then coalesce(companies_vat(l.regime, x.percent), 0) else 0 end as inside,
        round(n.price * l.counted, 2) as present, round(s.price * l.counted, 2) as proposed
) g
cross join lateral (
    select round(l.net * l.counted / l.ordered * r.then, 2) as sold,
        round((g.present - round(g.present * g.inside / (100 + g.inside), 2)) * r.now, 2) as present,
        round((g.proposed - round(g.proposed * g.inside / (100 + g.inside), 2)) * r.now, 2) as proposed
) t
