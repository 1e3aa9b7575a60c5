-- What a candidate offers of ours, as it would land, beside the best that we have; what a year of it would save.
select o.id, o.number, p.article, b.name as brand, p.name, v.landed, u.landed as ours, s.name as supplier,
    round((v.landed / u.landed - 1) * 100, 2) as gap_percent, coalesce(d.sold_365, 0) as sold,
    round(greatest(u.landed - v.landed, 0) * coalesce(d.sold_365, 0), 2) as saves, t.stock
from suppliers_offer o
join suppliers_supplier c on c.id = o.supplier_id and c.is_candidate
join suppliers_terms t on t.offer_id = o.id and t.is_listed
join catalog_product p on p.id = o.product_id
join catalog_brand b on b.id = p.brand_id
join lateral purchasing_lands(%(day)s, o.supplier_id, o.product_id, t.price, t.currency, t.with_vat) v on true
left join lateral (
    select l.landed, l.supplier_id from purchasing_landed(%(day)s) l
    where l.product_id = o.product_id
    order by l.is_lacking, l.landed, l.offer_id limit 1
) u on true
left join suppliers_supplier s on s.id = u.supplier_id
left join costs_demand d on d.product_id = o.product_id
where o.supplier_id = %(supplier)s
