-- The offer is the product that somebody has made of it; none where there is no such product.
update suppliers_offer o
set product_id = p.id, matched = 'created'
from catalog_product p
where o.id = %(offer)s and p.external_id = %(key)s
returning p.id
