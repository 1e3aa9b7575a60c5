-- Quantities of lines change by so much each.
update orders_line l set
    reserved = l.reserved + c.reserved,
    requested = l.requested + c.requested,
    cancelled = l.cancelled + c.cancelled
from unnest(
    %(lines)s::bigint[], %(reserved)s::numeric[], %(requested)s::numeric[], %(cancelled)s::numeric[]
) as c(id, reserved, requested, cancelled)
where l.id = c.id
