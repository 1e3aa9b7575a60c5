update suppliers_offer o
set product_id = m.product, matched = 'hand'
from unnest(%(offers)s::bigint[], %(products)s::bigint[]) as m(offer, product)
where o.id = m.offer
