-- Known offers that the list describes otherwise. What it does not say stays. A number
-- that names another thing now is matched anew, unless somebody has matched it by hand.
update suppliers_offer o
set feed_id = %(feed)s, article = n.article, norm = n.norm, brand = n.brand, brand_norm = n.brand_norm, name = n.name,
    barcode = n.barcode, unit = n.unit, category = n.category, product_id = n.product_id, matched = n.matched,
    sought_at = case when (o.norm, o.brand_norm, o.name, o.barcode) = (n.norm, n.brand_norm, n.name, n.barcode)
        then o.sought_at end
from (
    select l.offer_id, coalesce(l.article, o.article) as article, coalesce(l.norm, o.norm) as norm,
        coalesce(l.brand, o.brand) as brand, coalesce(l.brand_norm, o.brand_norm) as brand_norm,
        coalesce(l.name, o.name) as name, coalesce(l.barcode, o.barcode) as barcode, coalesce(l.unit, o.unit) as unit,
        coalesce(l.category, o.category) as category, case when l.is_renumbered then f.product_id else coalesce(f.product_id, o.product_id) end as product_id,
        case when l.is_renumbered then coalesce(f.matched, '') else coalesce(f.matched, o.matched) end as matched
    from listed_offer l
    join suppliers_offer o on o.id = l.offer_id
    left join found_offer f on f.offer_id = l.offer_id
    where not l.is_new
) n
where o.id = n.offer_id and (
    o.feed_id, o.article, o.norm, o.brand, o.brand_norm, o.name, o.barcode, o.unit, o.category, o.product_id, o.matched
) is distinct from (
    %(feed)s, n.article, n.norm, n.brand, n.brand_norm, n.name, n.barcode, n.unit, n.category, n.product_id, n.matched
)
