-- Goods that came free are held for lines that waited; what a line holds already lives as long as what it gets.
update orders_line l set
    reserved = l.reserved + s.reserved,
    confirmed = l.confirmed + s.reserved,
    reserved_until = case when l.reserved > 0 then greatest(l.reserved_until, s.until) else s.until end
from unnest(%(lines)s::bigint[], %(reserved)s::numeric[], %(untils)s::timestamptz[]) as s(id, reserved, until)
where l.id = s.id
