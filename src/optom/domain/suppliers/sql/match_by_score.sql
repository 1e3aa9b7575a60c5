update suppliers_offer o
set product_id = s.product, matched = 'score'
from unnest(%(offers)s::bigint[], %(products)s::bigint[]) as s(offer, product)
where o.id = s.offer and o.matched = ''
