-- So much more of each line has been taken by the buyer as it should be.
update orders_line l set accepted = l.accepted + c.quantity
from unnest(%(lines)s::bigint[], %(quantities)s::numeric[]) as c(id, quantity)
where l.id = c.id
