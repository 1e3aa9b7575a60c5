-- Offers are the products that were made of them; those of which none was made stay as they are.
update suppliers_offer o
set product_id = p.id, matched = 'created'
from unnest(%(offers)s::bigint[], %(keys)s::text[]) as m(offer, key)
join catalog_product p on p.external_id = m.key
where o.id = m.offer
returning o.id
