-- Offers that were not known.
insert into suppliers_offer (
    id, supplier_id, feed_id, number, article, norm, brand, brand_norm, name, barcode, unit, category, product_id, matched
)
select l.offer_id, %(supplier)s, %(feed)s, s.number, coalesce(s.article, ''), coalesce(s.norm, ''), coalesce(s.brand, ''),
    coalesce(s.brand_norm, ''), coalesce(s.name, ''), coalesce(s.barcode, ''), coalesce(s.unit, ''),
    coalesce(s.category, ''), f.product_id, coalesce(f.matched, '')
from listed_offer l
join staged_row s on s.seq = l.seq
left join found_offer f using (offer_id)
where l.is_new
