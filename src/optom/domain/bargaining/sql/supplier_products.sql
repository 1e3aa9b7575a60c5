-- What a supplier offers: the best of his offers of each product, the best of all and of the others, and what some per cent of his
-- price are worth in a year of sale.
select h.product_id as id, p.article, b.name as brand, p.name, h.landed, o.best, o.next, h.landed <= o.best as is_best,
    round((h.landed / o.best - 1) * 100, 2) as gap_percent, coalesce(d.sold_365, 0) as sold,
    round(coalesce(d.sold_365, 0) * (h.landed - o.best), 2) as gap_year, round(coalesce(d.sold_365, 0) * h.landed, 2) as year,
    round(coalesce(d.sold_365, 0) * h.landed * %(percent)s / 100, 2) as worth
from (
    select l.product_id, min(l.landed) as landed
    from purchasing_landed(%(day)s) l
    where l.supplier_id = %(supplier)s
    group by l.product_id
) h
join catalog_product p on p.id = h.product_id
join catalog_brand b on b.id = p.brand_id
join lateral (
    select min(l.landed) as best, min(l.landed) filter (where l.supplier_id <> %(supplier)s) as next
    from purchasing_landed(%(day)s) l
    where l.product_id = h.product_id
) o on true
left join costs_demand d on d.product_id = h.product_id
