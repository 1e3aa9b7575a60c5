-- As the supplier writes the maker of this product, where the catalog knows no brand of that name.
insert into suppliers_brandsynonym (norm, brand_id, said)
select o.brand_norm, p.brand_id, o.brand
from suppliers_offer o, catalog_product p
where o.id = %(offer)s and p.id = %(product)s and o.brand_norm <> '' and o.norm <> ''
    and exists (select from catalog_code c where c.product_id = p.id and c.norm = o.norm and c.kind = 'a')
    and not exists (select from catalog_brand b where b.norm = o.brand_norm)
on conflict (norm) do update set brand_id = excluded.brand_id, said = excluded.said
