-- As suppliers write the makers of these products, where the catalog knows no brand of that name and the numbers are alike.
-- What says the same once more teaches nothing: it is forgotten with the offer that it was learnt from first.
insert into suppliers_brandsynonym (norm, brand_id, said, offer_id)
select distinct on (o.brand_norm) o.brand_norm, p.brand_id, o.brand, o.id
from unnest(%(offers)s::bigint[], %(products)s::bigint[]) as m(offer, product)
join suppliers_offer o on o.id = m.offer and o.brand_norm <> '' and o.norm <> ''
join catalog_product p on p.id = m.product
where exists (select from catalog_code c where c.product_id = p.id and c.norm = o.norm and c.kind = 'a')
    and not exists (select from catalog_brand b where b.norm = o.brand_norm)
order by o.brand_norm, o.id
on conflict (norm) do update set brand_id = excluded.brand_id, said = excluded.said, offer_id = excluded.offer_id
where suppliers_brandsynonym.brand_id <> excluded.brand_id
