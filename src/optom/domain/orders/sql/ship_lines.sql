-- Quantities of lines change by so much each, what has left among them.
update orders_line l set
    reserved = l.reserved + c.reserved,
    requested = l.requested + c.requested,
    shipped = l.shipped + c.shipped,
    cancelled = l.cancelled + c.cancelled
from unnest(
    %(lines)s::bigint[], %(reserved)s::numeric[], %(requested)s::numeric[], %(shipped)s::numeric[],
    %(cancelled)s::numeric[]) as c(id, reserved, requested, shipped, cancelled)
where l.id = c.id
