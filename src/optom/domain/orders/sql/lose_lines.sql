-- Lines lose so much of what they hold, and wait for it again. What else they hold lives as long as was said.
update orders_line l set reserved = l.reserved - c.quantity, confirmed = l.confirmed - c.quantity
from unnest(%(lines)s::bigint[], %(quantities)s::numeric[]) as c(id, quantity)
where l.id = c.id
