update suppliers_offer o
set product_id = p.id, matched = 'created'
from catalog_product p
where o.id = any(%(offers)s) and p.external_id = 'offer:' || o.brand_norm || ':' || o.norm
