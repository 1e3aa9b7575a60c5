-- What is to be brought down: how far it is, and what the way is worth in a year of sale.
select g.id, g.product_id as product, p.article, g.supplier_id as supplier, s.name as supplier_name, g.landed, g.percent,
    n.landed as now, case
        when g.product_id is not null then round(greatest(n.landed - g.landed, 0) * coalesce(d.sold_365, 0), 2)
        else round(y.year * g.percent / 100, 2)
    end as worth,
    g.until, case
        when g.ended_at is not null then 'ended'
        when n.landed <= g.landed then 'reached'
        when g.until < %(day)s then 'missed'
        else 'open'
    end as state,
    g.reason, u.name as owner, g.created_at
from bargaining_target g
join accounts_user u on u.id = g.owner_id
left join catalog_product p on p.id = g.product_id
left join suppliers_supplier s on s.id = g.supplier_id
left join costs_demand d on d.product_id = g.product_id
left join lateral (
    select l.landed from purchasing_landed(%(day)s) l
    where l.product_id = g.product_id and (g.supplier_id is null or l.supplier_id = g.supplier_id)
    order by l.is_lacking, l.landed, l.offer_id limit 1
) n on g.product_id is not null
left join lateral (
    select sum(b.landed * m.sold_365) as year
    from (
        select l.product_id, min(l.landed) as landed from purchasing_landed(%(day)s) l
        where l.supplier_id = g.supplier_id
        group by l.product_id
    ) b
    join costs_demand m on m.product_id = b.product_id
) y on g.product_id is null
where (%(supplier)s::bigint is null or g.supplier_id = %(supplier)s)
    and (%(product)s::bigint is null or g.product_id = %(product)s)
