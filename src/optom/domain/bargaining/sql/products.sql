-- Products that somebody offers: the best, how far the second is, the market, a year of sale at stake, our margin over the best.
select b.product_id as id, p.article, m.name as brand, p.name, b.offers, b.best, s.name as supplier,
    round((b.second / b.best - 1) * 100, 2) as spread_percent, k.lowest as market,
    round((b.best * (1 + v.percent / 100) / k.lowest - 1) * 100, 2) as market_percent,
    coalesce(d.sold_90, 0) as sold_90, coalesce(d.sold_365, 0) as sold_365,
    round(coalesce(d.sold_365, 0) * b.best, 2) as at_stake,
    round((1 - b.best * (1 + v.percent / 100) / nullif(c.amount, 0)) * 100, 2) as margin_percent,
    coalesce(h.quantity, 0) as minimum
from (
    select l.product_id, count(*) as offers, (array_agg(l.landed order by l.is_lacking, l.landed, l.offer_id))[1] as best,
        (array_agg(l.landed order by l.is_lacking, l.landed, l.offer_id))[2] as second,
        (array_agg(l.supplier_id order by l.is_lacking, l.landed, l.offer_id))[1] as supplier_id
    from purchasing_landed(%(day)s) l
    group by l.product_id
) b
join catalog_product p on p.id = b.product_id
join catalog_brand m on m.id = p.brand_id
join suppliers_supplier s on s.id = b.supplier_id
left join costs_market k on k.product_id = b.product_id
left join costs_demand d on d.product_id = b.product_id
left join purchasing_minimum h on h.product_id = b.product_id
cross join lateral (
    select coalesce((
        select t.percent from catalog_taxrate t
        where t.tax_class_id = p.tax_class_id and t.valid_from <= %(day)s
        order by t.valid_from desc limit 1
    ), 0) as percent
) v
left join lateral (
    select min(case when n.vat_included then c.amount else c.amount * (1 + v.percent / 100) end) as amount
    from pricing_columnprice c
    join pricing_column n on n.id = c.column_id and n.currency = 'RUB'
    where c.product_id = b.product_id
) c on true
