-- What is like no product of ours, of feeds of which new goods are left alone.
update suppliers_offer o
set matched = 'ignored'
from suppliers_feed f
where f.id = o.feed_id and f.new_products = 'ignore' and o.matched = '' and o.sought_at is not null
    and not exists (select from suppliers_candidate c where c.offer_id = o.id)
