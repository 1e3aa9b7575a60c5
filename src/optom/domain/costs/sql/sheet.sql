-- What is known of each product that is sold; what is told of it stands in the braces.
select p.id, p.article, p.name, b.name as brand, g.name as "group", {columns},
    d.abc, d.xyz, d.sold_90,
    coalesce((select sum(s.on_hand) from stock_balance s where s.product_id = p.id), 0) as on_hand,
    round((select sum(s.on_hand) from stock_balance s where s.product_id = p.id) * 90 / nullif(d.sold_90, 0), 1) as cover_days,
    %(today)s::date - d.received_on as stock_days, m.lowest as market_min, m.median as market_median, m.prices as market_count
from catalog_product p
left join catalog_brand b on b.id = p.brand_id
left join catalog_group g on g.id = p.group_id
left join costs_demand d on d.product_id = p.id
left join costs_market m on m.product_id = p.id
{joins}
where p.is_active
