-- What the supplier has confirmed of each line.
update purchasing_supplierline l
set confirmed = n.quantity, confirmed_price = n.price, expected_on = n.expected_on
from unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(prices)s::numeric[], %(days)s::date[])
    as n (line, quantity, price, expected_on)
where l.order_id = %(order)s and l.id = n.line
