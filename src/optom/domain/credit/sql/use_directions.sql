update credit_direction d set payment_id = g.payment
from unnest(%(directions)s::bigint[], %(payments)s::bigint[]) as g (direction, payment)
where d.id = g.direction
