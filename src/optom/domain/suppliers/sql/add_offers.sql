-- Offers that were not known.
insert into suppliers_offer (
    id, supplier_id, feed_id, number, article, norm, brand, brand_norm, name, barcode, unit, category, product_id, matched
)
select l.offer_id, %(supplier)s, %(feed)s, l.number, coalesce(l.article, ''), coalesce(l.norm, ''), coalesce(l.brand, ''),
    coalesce(l.brand_norm, ''), coalesce(l.name, ''), coalesce(l.barcode, ''), coalesce(l.unit, ''),
    coalesce(l.category, ''), f.product_id, coalesce(f.matched, '')
from listed_offer l
left join found_offer f using (offer_id)
where l.is_new
