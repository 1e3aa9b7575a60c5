-- What an offer says of itself, its maker as the catalog calls him, and where its feed puts new goods.
select o.article, coalesce(b.name, o.brand) as brand, o.name, o.unit, o.barcode, f.new_group_id as "group"
from suppliers_offer o
join suppliers_feed f on f.id = o.feed_id
left join suppliers_brandsynonym s on s.norm = o.brand_norm and o.brand_norm <> ''
left join catalog_brand b on b.id = s.brand_id
where o.id = %(offer)s
