-- A product on the desk: demand, what waits for it, what is there, prices of ours and of the market.
select p.id, p.article, b.name as brand, p.name, n.name as unit, coalesce(d.sold_90, 0) as sold_90,
    coalesce(d.sold_365, 0) as sold_365,
    coalesce((
        select sum(l.ordered - l.reserved - l.shipped - l.cancelled) from orders_line l
        where l.product_id = p.id and l.ordered > l.reserved + l.shipped + l.cancelled
    ), 0) as ordered,
    coalesce((select sum(s.on_hand) from stock_balance s where s.product_id = p.id), 0) as on_hand,
    v.percent as vat_percent,
    (
        select round(min(case when m.vat_included then c.amount else c.amount * (1 + v.percent / 100) end), 4)
        from pricing_columnprice c
        join pricing_column m on m.id = c.column_id and m.currency = 'RUB'
        where c.product_id = p.id
    ) as price, k.lowest as market,
    k.median as market_median, coalesce(h.quantity, 0) as minimum
from catalog_product p
join catalog_brand b on b.id = p.brand_id
join catalog_unit n on n.id = p.unit_id
cross join lateral (
    select coalesce((
        select t.percent from catalog_taxrate t
        where t.tax_class_id = p.tax_class_id and t.valid_from <= %(day)s
        order by t.valid_from desc limit 1
    ), 0) as percent
) v
left join costs_demand d on d.product_id = p.id
left join costs_market k on k.product_id = p.id
left join purchasing_minimum h on h.product_id = p.id
where p.id = %(product)s
