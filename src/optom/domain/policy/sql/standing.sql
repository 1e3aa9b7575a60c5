-- Where our price of a column stands among those of competitors, for every product of which some are known: in roubles, and
-- with VAT as theirs, margins without; nothing where the currency of the column has no rate. All joins go by keys;
-- VAT comes by classes, or counting would read a million wide rows for theirs.
select p.id, p.article, p.name, b.name as brand, g.name as "group", o.ours, m.lowest, m.median, m.highest, m.prices as seen,
    case
        when o.ours <= m.lowest then 'cheapest'
        when o.ours >= m.highest then 'dearest'
        when o.ours < m.median then 'below'
        else 'above'
    end as place,
    round(o.ours / m.median * 100, 2) as index, u.amount as cost, round((o.net - u.amount) / o.net * 100, 2) as margin,
    coalesce(d.sold_90, 0) as sold_90,
    case when o.ours < m.lowest then m.lowest - o.ours end as left_each,
    case when o.ours < m.lowest and d.sold_90 > 0 then round((m.lowest - o.ours) * d.sold_90, 2) end as left_90,
    case when o.net < u.amount then u.amount - o.net end as lost_each,
    p.group_id, p.brand_id
from costs_market m
join catalog_product p on p.id = m.product_id
join pricing_columnprice c on c.product_id = m.product_id and c.column_id = %(column)s
left join catalog_brand b on b.id = p.brand_id
left join catalog_group g on g.id = p.group_id
left join costs_demand d on d.product_id = m.product_id
left join policy_unitcost u on u.product_id = m.product_id
cross join lateral (
    select round(c.amount * %(rate)s / case when %(is_vat_included)s then t.gross else 1 end, 4) as net,
        round(c.amount * %(rate)s * case when %(is_vat_included)s then 1 else t.gross end, 4) as ours
    from (select 1 + coalesce((%(vat)s::jsonb ->> p.tax_class_id::text)::numeric, 0) / 100 as gross) t
) o
where p.is_active and %(rate)s::numeric is not null
