-- Offers that have been sought, are like no product, and of whose feeds new goods are created: with maker and number.
select o.id, o.brand_norm, o.norm, o.article, o.name, o.brand, o.unit, o.barcode, g.external_id as group_key
from suppliers_offer o
join suppliers_feed f on f.id = o.feed_id and f.new_products = 'create' and f.is_active
join suppliers_terms t on t.offer_id = o.id and t.is_listed
left join catalog_group g on g.id = f.new_group_id
where o.matched = '' and o.sought_at is not null and o.norm <> '' and o.brand_norm <> '' and o.name <> ''
    and not exists (select from suppliers_candidate c where c.offer_id = o.id)
order by o.id
limit %(most)s
for no key update of o skip locked
