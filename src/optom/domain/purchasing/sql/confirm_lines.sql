-- What the supplier has confirmed of each line, and in what a person has to look at it first.
update purchasing_supplierline l
set confirmed = n.quantity, confirmed_price = n.price, expected_on = n.expected_on, doubt = n.doubt
from unnest(%(lines)s::bigint[], %(quantities)s::numeric[], %(prices)s::numeric[], %(days)s::date[], %(doubts)s::text[])
    as n (line, quantity, price, expected_on, doubt)
where l.order_id = %(order)s and l.id = n.line
