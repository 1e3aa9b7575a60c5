-- Known offers that the list describes otherwise. What it does not say stays. A number
-- that names another thing now is matched anew, unless somebody has matched it by hand.
with told as materialized (
    select l.seq, l.offer_id, l.is_renumbered, f.product_id, f.matched
    from listed_offer l
    left join found_offer f on f.offer_id = l.offer_id
    where not l.is_new and (l.is_described or f.offer_id is not null)
)
update suppliers_offer o
set feed_id = %(feed)s, article = coalesce(s.article, o.article), norm = coalesce(s.norm, o.norm),
    brand = coalesce(s.brand, o.brand), brand_norm = coalesce(s.brand_norm, o.brand_norm), name = coalesce(s.name, o.name),
    barcode = coalesce(s.barcode, o.barcode), unit = coalesce(s.unit, o.unit), category = coalesce(s.category, o.category),
    product_id = case when l.is_renumbered then l.product_id else coalesce(l.product_id, o.product_id) end,
    matched = case when l.is_renumbered then coalesce(l.matched, '') else coalesce(l.matched, o.matched) end,
    sought_at = case
        when (s.norm <> o.norm or s.brand_norm <> o.brand_norm or s.name <> o.name or s.barcode <> o.barcode) is not true
        then o.sought_at end
from told l
join staged_row s on s.seq = l.seq
where o.id = l.offer_id
