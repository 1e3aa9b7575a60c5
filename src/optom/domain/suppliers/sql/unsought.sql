-- Offers that are listed, are no product yet, and for which candidates have not been looked for since they were described.
select o.id, o.norm, coalesce(b.norm, o.brand_norm) as brand, o.name, f.sure_score, f.likely_score, f.new_products
from suppliers_offer o
join suppliers_feed f on f.id = o.feed_id
join suppliers_terms t on t.offer_id = o.id and t.is_listed
left join suppliers_brandsynonym s on s.norm = o.brand_norm
left join catalog_brand b on b.id = s.brand_id
where o.matched = '' and o.sought_at is null
order by o.id
limit %(most)s
for no key update of o skip locked
