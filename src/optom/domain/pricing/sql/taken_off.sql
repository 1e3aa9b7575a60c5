-- By how much the terms of a contract lower what so much of each product costs in its column, at a moment, by rule.
select b.name as brand, g.name as "group", coalesce(p.discount, 0) as discount, p.fixed_id is not null as is_fixed,
    count(*) as lines, sum(round(p.base * q.quantity, 2)) as "full", sum(round(p.price * q.quantity, 2)) as paid
from pricing_prices_then(%(contract)s, %(at)s, %(products)s::bigint[], %(quantities)s::numeric[]) p
join unnest(%(products)s::bigint[], %(quantities)s::numeric[]) as q(product, quantity) on q.product = p.product_id
left join pricing_contractrule r on r.id = p.rule_id
left join catalog_brand b on b.id = r.brand_id
left join catalog_group g on g.id = r.group_id
where p.price is not null and p.base is not null
group by 1, 2, 3, 4
order by 6 desc
