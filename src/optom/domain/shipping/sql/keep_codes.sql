-- Codes that nobody has read yet, in the order of codes: who reads the same ones waits for the other in no circle.
insert into shipping_markcode (shipment_id, company_id, order_line_id, code, kind, holds, at, read_by_id)
select %(shipment)s, %(company)s, %(line)s, g.code, g.kind, g.holds, %(at)s, %(actor)s
from unnest(%(codes)s::text[], %(kinds)s::text[], %(holds)s::int[]) as g(code, kind, holds)
order by g.code
on conflict (code) do nothing
returning code
