-- Every offer by what it costs in our warehouse: of what that is made, how far it is from the best and from the market, and
-- what the gap to the best would cost in a year of sale. The best is looked for only of those that are shown.
select l.offer_id as id, p.article, b.name as brand, p.name, s.name as supplier, l.goods, l.freight, l.money, l.risk,
    l.landed, l.is_lacking, l.best, round((l.landed / l.best - 1) * 100, 2) as gap_percent,
    m.lowest as market, round((l.landed * (1 + coalesce(l.vat_percent, 0) / 100) / m.lowest - 1) * 100, 2) as market_percent,
    d.sold_365 as sold, round(d.sold_365 * (l.landed - l.best), 2) as at_stake
from (
    select n.*, (
        select k.landed from purchasing_landed(%(day)s) k
        where k.product_id = n.product_id
        order by k.is_lacking, k.landed, k.offer_id limit 1
    ) as best, (
        select v.percent from catalog_product c join catalog_taxrate v on v.tax_class_id = c.tax_class_id
        where c.id = n.product_id and v.valid_from <= %(day)s
        order by v.valid_from desc limit 1
    ) as vat_percent
    from purchasing_landed(%(day)s) n
) l
left join catalog_product p on p.id = l.product_id
left join catalog_brand b on b.id = p.brand_id
left join suppliers_supplier s on s.id = l.supplier_id
left join costs_market m on m.product_id = l.product_id
left join costs_demand d on d.product_id = l.product_id
