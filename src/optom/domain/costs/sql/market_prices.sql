-- What competitors ask, beside what the market asks in all.
select s.id, s.product_id as product, p.article, b.name as brand, p.name, c.name as competitor, s.amount, s.seen_on,
    s.seen_on > %(since)s as counts, m.lowest, m.median
from costs_marketprice s
join catalog_product p on p.id = s.product_id
join costs_competitor c on c.id = s.competitor_id
left join catalog_brand b on b.id = p.brand_id
left join costs_market m on m.product_id = s.product_id
