-- Products that were made of these offers and that no other offer is.
select distinct p.external_id as key
from suppliers_offer o
join catalog_product p on p.id = o.product_id and p.external_id like 'offer:%%'
where o.id = any(%(offers)s) and o.matched = 'created'
    and not exists (select from suppliers_offer x where x.product_id = p.id and x.id <> all(%(offers)s))
