-- The reserves of the lines live until the new moments.
update orders_line l set reserved_until = e.until
from unnest(%(lines)s::bigint[], %(untils)s::timestamptz[]) as e(id, until)
where l.id = e.id
